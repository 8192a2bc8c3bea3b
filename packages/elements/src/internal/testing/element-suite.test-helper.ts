/**
 * The suites that every element runs, in its own `*.browser.test.ts`.
 *
 * ```ts
 * import '../define/contact-card.js';
 *
 * runElementSuite({
 *   tag: 'crm-contact-card',
 *   // A new element that shows something, with its own store, not in the page. Called several times a test.
 *   create: async () => Object.assign(document.createElement('crm-contact-card'), { client: await filledClient(), contactId: 'ana' }),
 *   shows: 'Ana Diaz',
 *   states: { empty: async () => …, error: async () => … }, // further pictures for axe and language
 * });
 *
 * runDataSuite({
 *   tag: 'crm-contact-card',
 *   fill: async (client) => void (await client.contacts.create({ id: 'ana', fullName: 'Ana Diaz' })),
 *   create: (client) => Object.assign(document.createElement('crm-contact-card'), { client, contactId: 'ana' }),
 *   shows: 'Ana Diaz',
 *   change: (client) => client.contacts.update('ana', { fullName: 'Ana Ruiz' }),
 *   showsThen: 'Ana Ruiz',
 * });
 * ```
 *
 * What the suites take for granted, so that elements look alike from outside:
 * - `:state(loading)` on the host as long as the first result is awaited; the states `error` and `empty` as `:state(…)` or as a part of
 *   that name (which `errorView` and `emptyView` have);
 * - the way on from an error is a button inside `[part~="error"]`;
 * - what people wrote stands in `<bdi>` or `dir="auto"`, dates and times in `<time>`: all other text that is seen or heard is ours and
 *   comes from the catalogue. Numbers need nothing around them; for money and the like there is `isData`.
 * - an element with a client has it in its property `client`.
 */
import { expect } from 'chai';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, type FaultyAdapter, type FaultPlan } from '@crm-elements/data/testing';
import { axeFindings } from './axe.test-helper.js';
import { countHeld, countWatches, pause, type CountedWatches } from './held.test-helper.js';
import { deepQuery, interfaceTexts, visibleText } from './texts.test-helper.js';

type Made<E extends HTMLElement> = E | Promise<E>;

export interface ElementSuite<E extends HTMLElement = HTMLElement> {
  tag: string;
  /** A new element with all it needs to show something, its own store too; not in the page. */
  create: () => Made<E>;
  /** A text that is seen once it shows what it is to show. */
  shows: string;
  /** Properties that `create` sets. Default: those of a Lit element whose values differ from a bare element's. */
  properties?: readonly string[];
  /** Whether a text is not the element's own: money, names that stand in no `<bdi>`. */
  isData?: (text: string) => boolean;
  /** Further states to look at: elements such as `create` makes. `ready` runs when such an element has come to rest. */
  states?: Readonly<Record<string, { create: () => Made<E>; ready?: (element: E) => Promise<unknown> | void }>>;
  /** Reflow is not asked of elements that are wide by nature. Default 320 px. */
  narrowest?: number;
}

export interface DataSuite<E extends HTMLElement = HTMLElement> {
  tag: string;
  /** Writes what the element is to show. */
  fill: (client: CrmClient) => Promise<unknown>;
  /** A new element over this client, not in the page. */
  create: (client: CrmClient) => Made<E>;
  /** A text that is seen once all is there. */
  shows: string;
  /** Changes what is shown, from another window. */
  change: (client: CrmClient) => Promise<unknown>;
  /** A text that is seen then, and was not before. */
  showsThen: string;
  /** Over a store with nothing in it the state `empty` is shown. Default true. */
  hasEmpty?: boolean;
}

/** The long run: the page of a test carries it. */
const deep = document.documentElement.dataset['deep'] === 'true';

/** A place in the page that is taken away by `done`. */
interface Stage {
  element: HTMLElement;
  done: () => void;
}

interface Surroundings {
  lang?: string;
  dir?: 'ltr' | 'rtl';
  scheme?: 'light' | 'dark';
  width?: number;
}

/** A place for an element, in a language, direction, colour scheme and width. */
export function stage({ lang, dir, scheme = 'light', width = 900 }: Surroundings = {}): Stage {
  const element = document.createElement('div');
  if (lang) element.lang = lang;
  if (dir) element.dir = dir;
  Object.assign(element.style, { colorScheme: scheme, background: 'Canvas', color: 'CanvasText', inlineSize: `${width}px` });
  document.body.append(element);
  return { element, done: () => element.remove() };
}

/** Waits until what is seen stays the same for a moment. */
export async function settled(element: HTMLElement, { forMs = 60, atMostMs = 4_000 } = {}): Promise<void> {
  const end = performance.now() + atMostMs;
  let last: string | undefined;
  let since = performance.now();
  while (performance.now() < end) {
    await (element as Partial<{ updateComplete: Promise<unknown> }>).updateComplete;
    const now = visibleText(element);
    if (now !== last || element.matches(':state(loading)')) {
      last = now;
      since = performance.now();
    } else if (performance.now() - since >= forMs) return;
    await pause(20);
  }
}

/** Waits until a text is seen in it. @throws Error with what is seen instead */
export async function seen(element: HTMLElement, text: string, atMostMs = 4_000): Promise<void> {
  const end = performance.now() + atMostMs;
  while (!visibleText(element).includes(text)) {
    if (performance.now() > end) throw new Error(`"${text}" is not seen; what is seen:\n${visibleText(element)}`);
    await pause(20);
  }
}

/** Whether an element is in one of the four states that all share. */
export const isIn = (element: HTMLElement, state: 'loading' | 'empty' | 'error'): boolean =>
  element.matches(`:state(${state})`) || deepQuery(element, `[part~="${state}"]`)?.checkVisibility() === true;

async function until(condition: () => boolean, what: string, atMostMs = 4_000): Promise<void> {
  const end = performance.now() + atMostMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It did not come about: ${what}`);
    await pause(20);
  }
}

/** The names of the properties that differ between this element and a bare one. */
function givenProperties(element: HTMLElement): string[] {
  const { elementProperties } = element.constructor as { elementProperties?: ReadonlyMap<string, { state?: boolean }> };
  const bare = document.createElement(element.localName);
  const value = (of: HTMLElement, name: string) => (of as unknown as Record<string, unknown>)[name];
  return [...(elementProperties ?? [])]
    .filter(([name, { state }]) => !state && value(element, name) !== value(bare, name))
    .map(([name]) => name);
}

const adapterOf = (element: HTMLElement): DataAdapter | undefined => (element as { client?: CrmClient }).client?.adapter;

/** Runs what every element must be able to do. */
export function runElementSuite<E extends HTMLElement>(suite: ElementSuite<E>): void {
  const { tag, create, shows, isData = () => false, states = {}, narrowest = 320 } = suite;
  const all: Readonly<Record<string, { create: () => Made<E>; ready?: (element: E) => Promise<unknown> | void }>> = {
    ready: { create, ready: (element: E) => seen(element, shows) },
    ...states,
  };

  /** Puts an element into the page, and waits until it has come to rest. */
  async function show(name: string, surroundings?: Surroundings): Promise<{ element: E; place: Stage }> {
    const state = all[name]!;
    const place = stage(surroundings);
    const element = await state.create();
    place.element.append(element);
    // In another language the text may be another.
    if (name !== 'ready' || !surroundings?.lang) await state.ready?.(element);
    await settled(element);
    return { element, place };
  }

  describe(`<${tag}>, as every element`, () => {
    it('is registered under its tag', () => {
      // Fails when define/ names another tag or class.
      expect(customElements.get(tag)).to.be.a('function');
    });

    it('shows the same whether its properties are set before it is upgraded, before it is connected, or afterwards', async () => {
      // Fails when a property is only read once, or a value that was set before the upgrade is lost.
      const reference = await create();
      const names = suite.properties ?? givenProperties(reference);
      expect(names, 'properties that create() sets').not.to.deep.equal([]);
      const place = stage();
      place.element.append(reference);
      await seen(reference, shows);
      await settled(reference);
      const wanted = visibleText(reference);
      reference.remove();

      const give = (to: HTMLElement) => {
        for (const name of names) Object.assign(to, { [name]: (reference as unknown as Record<string, unknown>)[name] });
      };
      // An element of a document without a window is upgraded when it comes into the page.
      const early = document.createElement('template').content.ownerDocument.createElement(tag);
      expect(early instanceof customElements.get(tag)!, 'upgraded already').to.equal(false);
      give(early);
      place.element.append(early);
      await seen(early, shows);
      await settled(early);
      expect(visibleText(early), 'set before the upgrade').to.equal(wanted);
      early.remove();

      const late = document.createElement(tag);
      place.element.append(late);
      await pause(50);
      give(late);
      await seen(late, shows);
      await settled(late);
      expect(visibleText(late), 'set when it was in the page').to.equal(wanted);
      place.done();
    });

    it('goes on where it was when it is moved', async () => {
      // Fails when moving it shows the loading state again, leaves a watch behind or looks for another client.
      const { element, place } = await show('ready');
      const other = stage();
      const wanted = visibleText(element);
      const adapter = adapterOf(element);
      const watches = adapter && countWatches(adapter);
      // Counted from here on, so that what was open before is not known: a first move opens all of it anew.
      other.element.append(element);
      await settled(element);
      const open = watches?.open;
      let loaded = false;
      const looking = new MutationObserver(() => (loaded ||= element.matches(':state(loading)')));
      looking.observe(element.shadowRoot ?? element, { childList: true, subtree: true, attributes: true });
      place.element.append(element);
      await settled(element);
      looking.disconnect();
      expect(visibleText(element)).to.equal(wanted);
      expect(watches?.open).to.equal(open);
      expect(loaded, 'the loading state was shown').to.equal(false);
      watches?.restore();
      other.done();
      place.done();
    });

    it('comes back when it is taken out and put in again', async () => {
      // Fails when what ended with its removal does not start again.
      const { element, place } = await show('ready');
      const wanted = visibleText(element);
      element.remove();
      await pause(50);
      place.element.append(element);
      await seen(element, shows);
      await settled(element);
      expect(visibleText(element)).to.equal(wanted);
      place.done();
    });

    it(`leaves nothing behind when it is added and removed ${deep ? '1,000' : '100'} times`, async function () {
      this.timeout(deep ? 120_000 : 30_000);
      // Fails for a listener, timer, observer, object address or watch that outlives its element.
      const place = stage();
      const element = await create();
      place.element.append(element);
      await seen(element, shows);
      element.remove();
      await pause(1_300);
      const adapter = adapterOf(element);
      const watches: CountedWatches | undefined = adapter && countWatches(adapter);
      const held = countHeld();
      try {
        for (let cycle = 0; cycle < (deep ? 1_000 : 100); cycle++) {
          place.element.append(element);
          // Some go before they have rendered, some in the midst of it, some later.
          if (cycle % 3 === 1) await (element as Partial<{ updateComplete: Promise<unknown> }>).updateComplete;
          if (cycle % 3 === 2) await pause(cycle % 10 === 2 ? 30 : 1);
          element.remove();
        }
        // Fresh ones too, which nobody holds afterwards.
        for (let cycle = 0; cycle < 10; cycle++) {
          const fresh = element.cloneNode() as E;
          for (const name of suite.properties ?? givenProperties(element))
            Object.assign(fresh, { [name]: (element as unknown as Record<string, unknown>)[name] });
          place.element.append(fresh);
          await pause(5);
          fresh.remove();
        }
        const deadline = performance.now() + 2_500;
        while ((Object.keys(held.now()).length > 0 || watches?.open) && performance.now() < deadline) await pause(50);
        expect(held.now(), 'held outside the element').to.deep.equal({});
        expect(watches?.open ?? 0, 'watches').to.equal(0);
      } finally {
        held.restore();
        watches?.restore();
        place.done();
      }
    });

    for (const [index, name] of Object.keys(all).entries()) {
      it(`has all its texts from the catalogue: ${name}`, async () => {
        // Fails for an English word in a template or a label: in the pseudo-locale each of ours carries ⟦.
        const { element, place } = await show(name, { lang: 'en-XA' });
        const strangers = interfaceTexts(element).filter(({ text }) => /\p{L}/u.test(text) && !text.includes('⟦') && !isData(text));
        expect(strangers.map(({ text, place: where }) => `${where}: ${text}`)).to.deep.equal([]);
        place.done();
      });

      const looks = [
        { scheme: 'light', dir: 'ltr', lang: 'en' },
        { scheme: 'dark', dir: 'rtl', lang: 'ar' },
      ] as const;
      // In the short run the further states take turns: the stories show each of them in both looks too.
      for (const look of deep || index === 0 ? looks : [looks[index % 2]!]) {
        it(`axe finds nothing: ${name}, ${look.scheme}, ${look.dir}`, async function () {
          this.timeout(20_000);
          const { element, place } = await show(name, look);
          expect(await axeFindings(element)).to.deep.equal([]);
          place.done();
        });
      }
    }

    it('runs from right to left in Arabic', async () => {
      // Fails when the base does not take the direction of the language, or a text is still English.
      const { element, place } = await show('ready', { lang: 'ar' });
      const base = deepQuery(element, '[part~="base"]');
      expect(base && getComputedStyle(base).direction).to.equal('rtl');
      place.done();
    });

    it(`needs no scrolling sideways at ${narrowest} px`, async () => {
      // Fails when something is wider than its place. It is measured in a place, as elements follow containers.
      const { element, place } = await show('ready', { width: narrowest });
      Object.assign(place.element.style, { overflow: 'auto' });
      await settled(element);
      expect(place.element.scrollWidth).to.be.at.most(narrowest);
      place.done();
    });
  });
}

/** Runs what every element that shows records must be able to do. */
export function runDataSuite<E extends HTMLElement>({ tag, fill, create, shows, change, showsThen, hasEmpty = true }: DataSuite<E>): void {
  const everyRead = ['get', 'query', 'search', 'totals', 'watch'] as const;

  async function filled(rules: FaultPlan['rules'] = []): Promise<{ store: DataAdapter; adapter: FaultyAdapter; client: CrmClient }> {
    const store = createMemoryAdapter();
    await fill(createClient(store));
    const adapter = createFaultyAdapter(store, { seed: 1, rules });
    return { store, adapter, client: createClient(adapter) };
  }

  async function show(client: CrmClient): Promise<{ element: E; place: Stage }> {
    const place = stage();
    const element = await create(client);
    place.element.append(element);
    return { element, place };
  }

  describe(`<${tag}>, as every element that shows records`, () => {
    it('says that it loads, in the place where its records come', async () => {
      // Fails when there is no loading state, or it stays.
      const { client } = await filled([{ on: everyRead, fault: 'delay', ms: 150 }]);
      const { element, place } = await show(client);
      await until(() => isIn(element, 'loading'), 'the state "loading"');
      await seen(element, shows);
      await until(() => !isIn(element, 'loading'), 'the end of the state "loading"');
      place.done();
    });

    it('says when there is nothing', async function () {
      if (!hasEmpty) this.skip();
      // Fails when an empty store leaves it loading or blank.
      const { element, place } = await show(createClient(createMemoryAdapter()));
      await until(() => isIn(element, 'empty'), 'the state "empty"');
      expect(isIn(element, 'loading')).to.equal(false);
      place.done();
    });

    it('says when its store fails, and comes back with one press', async () => {
      // Fails when a failure is swallowed, or when "Try again" does not read anew.
      const { adapter, client } = await filled([{ on: everyRead, fault: 'fail-before' }]);
      const { element, place } = await show(client);
      await until(() => isIn(element, 'error'), 'the state "error"');
      expect(visibleText(element)).not.to.contain(shows);
      adapter.heal();
      const retry = deepQuery<HTMLButtonElement>(element, '[part~="error"] button');
      if (!retry) throw new Error('There is no button inside part="error".');
      retry.click();
      await seen(element, shows);
      expect(isIn(element, 'error')).to.equal(false);
      expect(adapter.injected['fail-before']).to.be.greaterThan(0);
      place.done();
    });

    it('shows what another window changes', async () => {
      // Fails when it reads once instead of watching.
      const { store, client } = await filled();
      const { element, place } = await show(client);
      await seen(element, shows);
      expect(visibleText(element)).not.to.contain(showsThen);
      await change(createClient(store));
      await seen(element, showsThen);
      place.done();
    });

    it('shows what was changed while it was out of the page', async () => {
      // Fails when coming back does not read anew.
      const { store, client } = await filled();
      const { element, place } = await show(client);
      await seen(element, shows);
      element.remove();
      await change(createClient(store));
      place.element.append(element);
      await seen(element, showsThen);
      place.done();
    });

    it('watches nothing once it is gone', async () => {
      // Fails when a watch does not end with the element.
      const { adapter, client } = await filled();
      const watches = countWatches(adapter);
      const { element, place } = await show(client);
      await seen(element, shows);
      expect(watches.open).to.be.greaterThan(0);
      element.remove();
      await until(() => watches.open === 0, `no watch is open; ${watches.open} are`);
      place.done();
    });

    it('follows another client', async () => {
      // Fails when records of the first client stay, or its watches.
      const first = await filled();
      const second = await filled();
      await change(createClient(second.store));
      const watches = countWatches(first.adapter);
      const { element, place } = await show(first.client);
      await seen(element, shows);
      Object.assign(element, { client: second.client });
      await seen(element, showsThen);
      await until(() => watches.open === 0, `no watch of the first client is open; ${watches.open} are`);
      place.done();
    });
  });
}
