import { expect } from 'storybook/test';
import { press } from './keys.js';
import { activeElement } from './shadow.js';

/** What a pointer meets at a point of the window, in whatever shadow root. */
function elementAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  while (found?.shadowRoot) {
    const deeper = found.shadowRoot.elementFromPoint(x, y);
    if (!deeper || deeper === found) break;
    found = deeper;
  }
  return found;
}

/** Whether a press there is one on the element, or on a label of it. */
function takes(element: Element, x: number, y: number): boolean {
  const found = elementAt(x, y);
  return found !== null && (element.contains(found) || (element as HTMLInputElement).labels?.[0]?.contains(found) === true);
}

/** A target has 24 px at least, so that a press 11 px from its middle is still one on it. */
const reach = 11;

/** What is wrong with a stop of the Tab key, which has to be in sight and large enough to be hit. */
function faultsOf(stop: Element): string[] {
  stop.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const { x, y, width, height } = stop.getBoundingClientRect();
  const [middle, centre] = [x + width / 2, y + height / 2];
  if (!takes(stop, middle, centre)) return ['lies under something'];
  // A link in a sentence is as high as its line; what scrolls is no target; a label is pressed in place of its mark.
  const label = (stop as HTMLInputElement).labels?.[0]?.getBoundingClientRect();
  if (getComputedStyle(stop).display === 'inline' || stop.matches('[role=region]') || (label && label.height >= 24)) return [];
  const around = [
    [middle - reach, centre],
    [middle + reach, centre],
    [middle, centre - reach],
    [middle, centre + reach],
  ] as const;
  return around.every(([left, top]) => takes(stop, left, top)) ? [] : [`is a target of ${Math.round(width)} × ${Math.round(height)} px`];
}

/**
 * Tab from one element of the page to another: every stop between them is named, in sight and large enough, and the way leads out again.
 * Gives the stops in their order.
 */
export async function walk(from: HTMLElement, to: HTMLElement, most = 80): Promise<Element[]> {
  from.focus();
  const stops: Element[] = [];
  const faults: string[] = [];
  for (;;) {
    await press('Tab');
    const stop = activeElement();
    if (stop === to) break;
    if (!stop || stop === document.body) throw new Error('The focus was lost.');
    if (stops.length >= most) throw new Error(`Tab has not led out after ${most} stops.`);
    await expect(stop).toHaveAccessibleName();
    faults.push(...faultsOf(stop).map((fault) => `${stop.localName}.${stop.className} "${stop.textContent.trim().slice(0, 40)}" ${fault}`));
    stops.push(stop);
  }
  if (faults.length) throw new Error(faults.join('; '));
  return stops;
}
