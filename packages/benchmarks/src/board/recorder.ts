export interface Recording {
  /** Milliseconds from one frame to the next. */
  readonly frames: readonly number[];
  /** How long each task was that the browser calls long. */
  readonly longTasks: readonly number[];
  /** Milliseconds from the press to the painting of what is seen under the pointer; undefined when nothing was. */
  readonly pickup: number | undefined;
  /** Whether it was still seen at the end. */
  readonly dragging: boolean;
}

/** Writes down how smoothly a page runs, and marks in a trace from when to when (`mount-start`, `mount-end`). */
export class Recorder {
  readonly #isDragging: () => boolean;
  readonly #observer = new PerformanceObserver((list) => this.#keep(list.getEntries()));
  #tasks: PerformanceEntry[] = [];
  #times: number[] = [];
  #pressed: number | undefined;
  #pickup: number | undefined;
  #seen = false;
  #next = 0;
  #from = 0;
  #phase = '';

  constructor(isDragging: () => boolean) {
    this.#isDragging = isDragging;
  }

  start(phase: string): void {
    this.#phase = phase;
    this.#tasks = [];
    this.#times = [];
    this.#pressed = this.#pickup = undefined;
    this.#seen = false;
    this.#from = performance.now();
    this.#observer.observe({ type: 'longtask' });
    window.addEventListener('pointerdown', this.#onPress, true);
    this.#next = requestAnimationFrame(this.#onFrame);
    performance.mark(`${phase}-start`);
  }

  async stop(): Promise<Recording> {
    const end = performance.now();
    performance.mark(`${this.#phase}-end`);
    cancelAnimationFrame(this.#next);
    window.removeEventListener('pointerdown', this.#onPress, true);
    const dragging = this.#isDragging();
    // Tasks are told of after they have ended.
    await new Promise((done) => setTimeout(done, 60));
    this.#keep(this.#observer.takeRecords());
    this.#observer.disconnect();
    return {
      frames: this.#times.slice(1).map((time, i) => time - this.#times[i]!),
      longTasks: this.#tasks
        .filter(({ startTime, duration }) => startTime + duration > this.#from && startTime < end)
        .map(({ duration }) => duration),
      pickup: this.#pickup,
      dragging,
    };
  }

  #keep(entries: readonly PerformanceEntry[]): void {
    this.#tasks.push(...entries);
  }

  #onPress = ({ timeStamp }: Event): void => void (this.#pressed ??= timeStamp);

  #onFrame = (time: number): void => {
    this.#times.push(time);
    this.#next = requestAnimationFrame(this.#onFrame);
    if (this.#pressed === undefined || this.#seen || !this.#isDragging()) return;
    this.#seen = true;
    // The task after this frame has been painted.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      this.#pickup = performance.now() - this.#pressed!;
      port1.close();
    };
    port2.postMessage(undefined);
  };
}
