/** How the documented events of the elements are brought about: a row for what a person does, and the events that come of it. */
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { createMemoryAdapter, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import * as elements from '../index.js';
import { pause } from '../internal/testing/held.test-helper.js';
import { deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import { documentedElements, type ManifestEvent } from './manifest.test-helper.js';

export interface EventRow {
  tag: string;
  /** What comes of it; other documented events may come, too. */
  events: readonly string[];
  /** Puts the element into the place, and does what a person does. */
  act: (place: HTMLElement) => Promise<unknown>;
}

/** Waits until something is there, and gives it back. */
export async function appears<T>(look: () => T | undefined | null | false, what: string, atMostMs = 4_000): Promise<T> {
  const end = performance.now() + atMostMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`It did not come about: ${what}; what is seen:\n${visibleText(document.body)}`);
    await pause(20);
  }
}

/** What a selector finds and is seen. */
export const find = <E extends HTMLElement = HTMLElement>(selector: string, from: Node = document.body): Promise<E> =>
  appears(() => deepQueryAll<E>(from, selector).find((one) => one.checkVisibility()), selector);

/** The button, link or entry of a menu that says this, or is called so. */
export const named = (name: string | RegExp): Promise<HTMLElement> =>
  appears(
    () =>
      deepQueryAll(document.body, 'button, a, input, textarea, [role=menuitem], [role=menuitemradio]').findLast((one) => {
        const own = (one.getAttribute('aria-label') ?? one.textContent).replace(/\s+/g, ' ').trim();
        return one.checkVisibility() && (typeof name === 'string' ? own === name : name.test(own));
      }),
    String(name),
  );

export const press = async (name: string | RegExp): Promise<void> => (await named(name)).click();

/** Writes into a field with the keyboard, in place of what stands there. */
export async function write(field: HTMLElement, text: string): Promise<void> {
  field.focus();
  (field as Partial<HTMLInputElement>).select?.();
  await sendKeys({ type: text });
}

/** Puts an element with these properties into a place. */
export function put<Tag extends keyof HTMLElementTagNameMap>(
  place: HTMLElement,
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  place.append(element);
  return element;
}

/** A store whose writes fail. */
export const refusing = (adapter: DataAdapter = createMemoryAdapter()): DataAdapter =>
  createFaultyAdapter(adapter, { seed: 1, rules: [{ on: 'commit', fault: 'fail-before' }] });

const classes = elements as unknown as Record<string, new (...args: never[]) => Event>;

function expectDocumented(event: Event, { type, description }: ManifestEvent): void {
  expect(event instanceof classes[type.text]!, `${event.type} is a ${type.text}`).to.equal(true);
  const answerable = event instanceof elements.CrmCommandEvent;
  expect({ bubbles: event.bubbles, composed: event.composed, cancelable: event.cancelable, answerable }, event.type).to.deep.equal({
    bubbles: true,
    composed: true,
    cancelable: /\bCancelable\b/.test(description),
    answerable: /\brespondWith\b/.test(description),
  });
}

/** Tests that each row brings its events about, as they are documented, and that each documented event of these tags has a row. */
export function runEventRows(tags: readonly string[], rows: readonly EventRow[]): void {
  describe(`the documented events of ${tags.map((tag) => `<${tag}>`).join(', ')}`, () => {
    const documented = new Map<string, ManifestEvent>();
    const everyName = new Set<string>();
    let place: HTMLElement;

    before(async () => {
      for (const { tagName, events } of await documentedElements()) {
        for (const event of events) {
          everyName.add(event.name);
          if (tags.includes(tagName)) documented.set(`${tagName} ${event.name}`, event);
        }
      }
    });
    beforeEach(() => {
      place = document.createElement('div');
      place.style.inlineSize = '1200px';
      document.body.append(place);
    });
    afterEach(() => place.remove());

    it('have a row each here, and no row is of another', () => {
      // Fails when an event is documented that nobody brings about, or one is tested that is not documented.
      const tested = new Set(rows.flatMap(({ tag, events }) => events.map((name) => `${tag} ${name}`)));
      expect([...tested].sort()).to.deep.equal([...documented.keys()].sort());
    });

    for (const { tag, events, act } of rows) {
      it(`<${tag}> dispatches ${events.join(', ')}`, async function () {
        this.timeout(15_000);
        // Fails when it does not come, is of another class, does not bubble, or can be cancelled and does not say so.
        const heard = new Map<string, Event>();
        const strangers = new Set<string>();
        const listen = (event: Event) => {
          const { localName } = event.target as Element;
          if (localName !== tag) return;
          heard.set(event.type, event);
          if (!documented.has(`${tag} ${event.type}`)) strangers.add(event.type);
        };
        for (const name of everyName) document.addEventListener(name, listen);
        try {
          await act(place);
          await appears(() => events.every((name) => heard.has(name)), `${events.join(', ')} (heard: ${[...heard.keys()].join(', ')})`);
        } finally {
          for (const name of everyName) document.removeEventListener(name, listen);
        }
        expect([...strangers], 'events that are not documented').to.deep.equal([]);
        for (const name of events) expectDocumented(heard.get(name)!, documented.get(`${tag} ${name}`)!);
      });
    }
  });
}
