/** What the tests of the settings have in common: an element over a store of its own, used by keys. */
import { sendKeys } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, type FaultPlan } from '@crm-elements/data/testing';
import { settled, stage } from '../internal/testing/element-suite.test-helper.js';
import { pause } from '../internal/testing/held.test-helper.js';
import { deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import type { CrmSettings } from './crm-settings.js';
import type { SettingsSection } from './settings-sections.js';

export const press = (key: string) => sendKeys({ press: key });
export const type = (words: string) => sendKeys({ type: words });

export function focused(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active as HTMLElement | null;
}

/** The name by which a control is known: its own, that of its label, or its text. */
export function nameOf(control: Element): string {
  const [label] = (control as HTMLInputElement).labels ?? [];
  const named = label?.querySelector('.label') ?? label ?? control;
  return (control.getAttribute('aria-label') ?? named.textContent).replace(/\s+/g, ' ').trim();
}

/** Some settings in the page, and what a test does with them. */
export class SettingsPage {
  readonly store: DataAdapter;
  readonly client: CrmClient;
  readonly element: CrmSettings;
  readonly #place: ReturnType<typeof stage>;

  constructor(
    section: SettingsSection | undefined,
    { store = createMemoryAdapter(), rules = [], width = 900 }: { store?: DataAdapter; rules?: FaultPlan['rules']; width?: number } = {},
  ) {
    this.store = store;
    const given = rules.length > 0 ? createFaultyAdapter(store, { seed: 1, rules }) : store;
    this.client = createClient(given, { actor: { kind: 'agent', id: 'me' } });
    this.element = Object.assign(document.createElement('crm-settings'), { client: this.client, section });
    this.#place = stage({ width });
    this.#place.element.append(this.element);
  }

  /** What another window would read and write. */
  elsewhere(): CrmClient {
    return createClient(this.store, { actor: { kind: 'agent', id: 'other' } });
  }

  done(): void {
    this.#place.done();
  }

  text(): string {
    return visibleText(this.element);
  }

  async until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (let i = 0; i < 150; i++) {
      if (await condition()) return;
      await pause(20);
    }
    throw new Error(`It did not come about: ${what}\n${this.text()}`);
  }

  async shows(words: string): Promise<void> {
    await this.until(() => this.text().includes(words), `"${words}" is seen`);
  }

  settled(): Promise<void> {
    return settled(this.element);
  }

  query<E extends Element = HTMLElement>(selector: string): E | undefined {
    return deepQuery<E>(this.element, selector);
  }

  queryAll<E extends Element = HTMLElement>(selector: string): E[] {
    return deepQueryAll<E>(this.element, selector).filter((found) => found.checkVisibility());
  }

  /** A control by its name, once it is there. */
  async control<E extends HTMLElement = HTMLElement>(name: string | RegExp, of = 'button, input, select, textarea'): Promise<E> {
    let found: E | undefined;
    await this.until(
      () => {
        found = this.queryAll<E>(of).find((one) => (typeof name === 'string' ? nameOf(one) === name : name.test(nameOf(one))));
        return found !== undefined;
      },
      `there is "${String(name)}" among: ${this.queryAll(of).map(nameOf).join(' | ')}`,
    );
    return found!;
  }

  /** Presses a button by the keyboard. */
  async press(name: string | RegExp): Promise<void> {
    (await this.control(name, 'button')).focus();
    await press('Enter');
    await this.settled();
  }

  /** Writes into a field in place of what stands there. */
  async write(name: string | RegExp, words: string): Promise<void> {
    const field = await this.control<HTMLInputElement>(name, 'input, textarea');
    field.focus();
    field.select();
    if (words === '') await press('Delete');
    else await type(words);
  }

  async choose(name: string, label: string): Promise<void> {
    const field = await this.control<HTMLSelectElement>(name, 'select');
    field.focus();
    field.value = [...field.options].find(({ text }) => text.trim() === label)!.value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.settled();
  }

  async tick(name: string): Promise<void> {
    (await this.control(name, 'input')).focus();
    await press('Space');
    await this.settled();
  }

  /** The names of the rows, in their order. */
  rows(): string[] {
    return this.queryAll('.row-name').map(({ textContent }) => textContent.trim());
  }

  announced(): string {
    return this.element.announcements.join('\n');
  }
}
