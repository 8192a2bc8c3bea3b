import { byId } from './dom.js';

/** A region that changes in the same moment as the focus is not read out. */
const pause = 150;
const kept = 3_000;

const [first, second, alert] = [...byId('announcer', HTMLElement).children] as [Element, Element, Element];
let next = first;
let said = '';
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something to those who hear the page: politely, or at once where work was lost. */
export function announce(text: string, { urgent = false } = {}): void {
  if (text === said) return;
  said = text;
  // Two regions in turn: a text that replaces another in one region is often not read out.
  const region = urgent ? alert : next;
  if (!urgent) next = next === first ? second : first;
  clearTimeout(timer);
  setTimeout(() => {
    for (const other of [first, second, alert]) other.textContent = other === region ? text : '';
  }, pause);
  timer = setTimeout(() => {
    region.textContent = '';
    said = '';
  }, pause + kept);
}
