import type { Contender } from './contender.js';
import { Recorder, type Recording } from './recorder.js';

const nothing: Contender = { cards: () => [], isDragging: () => false, mount: () => {}, unmount: () => {} };

/** Each is loaded alone, so that a page holds the code of one. */
const contenders = {
  empty: () => Promise.resolve(nothing),
  memory: async (count: number) => (await import('./ours.js')).overMemory(count),
  dexie: async (count: number) => (await import('./ours.js')).overDexie(count),
  'hello-pangea': async (count: number) => (await import('./hello-pangea.js')).helloPangea(count),
  'dnd-kit': async (count: number) => (await import('./dnd-kit.js')).dndKit(count),
} satisfies Record<string, (count: number) => Promise<Contender>>;

const frame = () => new Promise(requestAnimationFrame);

function countElements(root: ParentNode): number {
  let count = 0;
  for (const element of root.querySelectorAll('*')) count += 1 + (element.shadowRoot ? countElements(element.shadowRoot) : 0);
  return count;
}

export interface Mount {
  /** Milliseconds until a card was painted, and until each column had one. */
  readonly first: number;
  readonly all: number;
  readonly longTasks: readonly number[];
}

let contender: Contender = nothing;
let root = document.createElement('main');
const recorder = new Recorder(() => contender.isDragging());

/** Fills the database that the contender `dexie` reads. */
export const fill = async (count: number): Promise<void> => (await import('./ours.js')).fillDexie(count);

/** Makes a board and its data ready, so that adding it is all that is left to do. */
export async function prepare(name: keyof typeof contenders, count: number): Promise<void> {
  contender = await contenders[name](count);
}

/** From the adding of the element to the painting of cards, or as long as somebody might wait for them. */
export async function mount(waitMs: number): Promise<Mount> {
  root = document.createElement('main');
  document.body.replaceChildren(root);
  await frame();
  recorder.start('mount');
  const start = performance.now();
  contender.mount(root);
  let first: number | undefined;
  for (let complete = contender === nothing; !complete;) {
    await frame();
    // What is found before a frame is painted has been painted before the next one.
    if (first !== undefined && first < 0) first = performance.now() - start;
    const cards = contender.cards();
    if (first === undefined && cards.some(Boolean)) first = -1;
    complete = cards.length > 0 && cards.every(Boolean);
    if (performance.now() - start > waitMs) throw new Error(`No cards after ${waitMs} ms.`);
  }
  await frame();
  const all = performance.now() - start;
  const { longTasks } = await recorder.stop();
  return { first: first !== undefined && first > 0 ? first : all, all, longTasks };
}

export const unmount = (): void => contender.unmount();

/** Elements through all shadow roots, and those of the first card in each column. */
export function count(): { elements: number; inCards: number[] } {
  const cards = contender.cards().filter((card) => card !== undefined);
  return { elements: countElements(root), inCards: cards.map((card) => countElements(card) + 1) };
}

/** Where a hand would take the first card: at its foot, beside its buttons. */
export function grip(): { x: number; y: number } {
  const card = contender.cards()[0];
  if (!card) return { x: 80, y: 200 };
  const { left, bottom } = card.getBoundingClientRect();
  return { x: left + 40, y: bottom - 14 };
}

export const record = (phase: string): void => recorder.start(phase);
export const stop = (): Promise<Recording> => recorder.stop();
