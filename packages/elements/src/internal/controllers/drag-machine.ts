export type DragPointer = { readonly id: number; readonly type: string; readonly x: number; readonly y: number };

export type DragState = 'idle' | 'pressed' | 'dragging';

/** What the machine asks for. `tap` is a press that became nothing. */
export type DragEffects = {
  readonly lift: (pointer: DragPointer) => void;
  readonly move: (pointer: DragPointer) => void;
  readonly drop: (pointer: DragPointer) => void;
  readonly cancel: () => void;
  /** The press has ended before it became a drag. */
  readonly release: () => void;
  readonly startTimer: (ms: number) => void;
  readonly stopTimer: () => void;
};

/** px that a mouse or pen moves before a press becomes a drag. */
const mouseSlop = 4;
/** px that a finger may tremble while it waits; beyond, it scrolls. */
const touchSlop = 8;
/** ms that a finger rests before it picks up. */
export const longPress = 250;

/**
 * When a press becomes a drag, and how that ends, with nothing of the page in it. A mouse and a pen pick up by moving, a finger by
 * resting: one that moves first scrolls, and is never taken for a drag. Of several pointers only the first counts.
 */
export class DragMachine {
  readonly #effects: DragEffects;
  #state: DragState = 'idle';
  #start: DragPointer | undefined;

  constructor(effects: DragEffects) {
    this.#effects = effects;
  }

  get state(): DragState {
    return this.#state;
  }

  /** The pointer that is down. */
  get pointer(): number | undefined {
    return this.#start?.id;
  }

  down(pointer: DragPointer): void {
    if (this.#state !== 'idle') return;
    this.#state = 'pressed';
    this.#start = pointer;
    if (pointer.type === 'touch') this.#effects.startTimer(longPress);
  }

  move(pointer: DragPointer): void {
    if (pointer.id !== this.#start?.id) return;
    if (this.#state === 'dragging') return this.#effects.move(pointer);
    const distance = Math.hypot(pointer.x - this.#start.x, pointer.y - this.#start.y);
    if (pointer.type === 'touch') {
      if (distance > touchSlop) this.#end('release');
    } else if (distance >= mouseSlop) {
      this.#lift();
      this.#effects.move(pointer);
    }
  }

  /** The time asked for by `startTimer` is over. */
  elapsed(): void {
    if (this.#state === 'pressed') this.#lift();
  }

  up(pointer: DragPointer): void {
    if (pointer.id !== this.#start?.id) return;
    if (this.#state === 'dragging') {
      this.#reset();
      this.#effects.drop(pointer);
    } else this.#end('release');
  }

  /** Escape, a lost pointer, a page that is left. */
  cancel(): void {
    if (this.#state === 'dragging') this.#end('cancel');
    else if (this.#state === 'pressed') this.#end('release');
  }

  #lift(): void {
    this.#effects.stopTimer();
    this.#state = 'dragging';
    this.#effects.lift(this.#start!);
  }

  #end(effect: 'cancel' | 'release'): void {
    this.#reset();
    this.#effects[effect]();
  }

  #reset(): void {
    this.#effects.stopTimer();
    this.#state = 'idle';
    this.#start = undefined;
  }
}
