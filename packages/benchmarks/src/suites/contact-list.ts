import type { CrmClient } from '@crm-elements/data';
import { createRandom } from '@crm-elements/data/testing';
import type { Contact } from '@crm-elements/schema';
import 'crm-elements/define/contact-list.js';
import type { Scenario, Variant } from '../measure.js';

const shownAtOnce = 50;
/** No store reads from a place farther down. */
const farthest = 50_000;

/** Pieces of words that the names of the file are made of. */
const typed = ['anb', 'bec', 'cad', 'dof', 'elg', 'fih', 'goj', 'hak', 'isl', 'jom'];

const frame = () => new Promise(requestAnimationFrame);

/** Waits, frame by frame, until what is looked for is there and has been painted. */
async function painted(isThere: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  do {
    await frame();
    if (performance.now() > deadline) throw new Error('The list did not come to show what it was asked for.');
  } while (!isThere());
  await frame();
}

/** As little as a page can do: the names of fifty contacts, read along the same index. */
class PlainList {
  readonly element = document.createElement('ul');
  readonly #client: CrmClient;

  constructor(client: CrmClient) {
    this.#client = client;
  }

  show(contacts: readonly Contact[]): void {
    this.element.replaceChildren(
      ...contacts.map(({ fullName, jobTitle, emails }) => {
        const row = document.createElement('li');
        row.textContent = `${fullName} ${jobTitle ?? ''} ${emails[0]?.value ?? ''}`;
        return row;
      }),
    );
  }

  async list(offset = 0): Promise<void> {
    const { records } = await this.#client.contacts.list({ sort: [{ by: 'nameKey' }], limit: shownAtOnce, ...(offset > 0 && { offset }) });
    this.show(records);
  }

  async search(text: string): Promise<void> {
    this.show((await this.#client.contacts.search(text, { limit: shownAtOnce })).records);
  }
}

/** The element, looked at from outside. */
class OurList {
  readonly element = document.createElement('crm-contact-list') as HTMLElement & { client?: CrmClient };

  constructor(client: CrmClient) {
    this.element.client = client;
    this.element.style.setProperty('--crm-contact-list-height', '640px');
  }

  get #root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get #scroller(): HTMLElement | null {
    return this.#root.querySelector('[part~=grid]');
  }

  /** Contacts that are in sight; undefined while a place in sight is still empty. */
  get inSight(): string[] | undefined {
    const rows = [...this.#root.querySelectorAll<HTMLElement>('[data-index]')];
    const view = this.#scroller?.getBoundingClientRect();
    if (!view) return undefined;
    const seen = rows.filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > view.top + 1 && top < view.bottom - 1;
    });
    const ids = seen.map((row) => row.dataset['key'] ?? '');
    return ids.length > 0 && ids.every((id) => id !== '' && !id.startsWith('#')) ? ids : undefined;
  }

  type(text: string): void {
    const field = this.#root.querySelector<HTMLInputElement>('input[type=search]')!;
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  scrollTo(share: number): void {
    const scroller = this.#scroller!;
    scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * share;
  }
}

/**
 * First paint, each keystroke's result and a jump of the scrollbar, each beside fifty rows of a page's own.
 * @param filled the store, once it holds so many contacts
 */
export function listScenarios(filled: () => Promise<CrmClient>, count: number, rounds: number): Scenario[] {
  const random = createRandom(3);
  const stage = document.createElement('main');
  const show = (element: HTMLElement) => stage.replaceChildren(element);
  let client: CrmClient;
  let plain: PlainList;
  let ours: OurList;
  const begin = async () => {
    client = await filled();
    plain = new PlainList(client);
    ours = new OurList(client);
    document.body.replaceChildren(stage);
    show(ours.element);
    await painted(() => ours.inSight !== undefined);
  };
  const end = () => document.body.replaceChildren();
  const scenario = (name: string, plainly: (round: number) => Promise<void>, run: Variant['run']): Scenario => ({
    name: `list of ${count.toLocaleString('en')}: ${name}`,
    rounds,
    repeat: 1,
    begin,
    end,
    variants: [
      {
        name: `${shownAtOnce} plain rows`,
        async run(round) {
          show(plain.element);
          await frame();
          const start = performance.now();
          await plainly(round);
          await frame();
          await frame();
          return performance.now() - start;
        },
      },
      { name: 'crm-contact-list', run },
    ],
  });
  /** From the act until other contacts are in sight. */
  const until = async (act: () => void) => {
    show(ours.element);
    let before: string | undefined;
    await painted(() => (before = ours.inSight?.join()) !== undefined);
    const start = performance.now();
    act();
    await painted(() => ![undefined, before].includes(ours.inSight?.join()));
    return performance.now() - start;
  };
  return [
    scenario(
      'first paint',
      () => plain.list(),
      async () => {
        stage.replaceChildren();
        const list = new OurList(client);
        await frame();
        const start = performance.now();
        show(list.element);
        await painted(() => list.inSight !== undefined);
        return performance.now() - start;
      },
    ),
    scenario(
      'a keystroke',
      (round) => plain.search(typed[round % typed.length]!),
      (round) => until(() => ours.type(typed[round % typed.length]!)),
    ),
    scenario(
      'a jump of the scrollbar',
      () => plain.list(random.below(Math.min(count, farthest) - shownAtOnce)),
      (round) => until(() => ours.scrollTo(((round + 1) * 0.37) % 1)),
    ),
  ];
}
