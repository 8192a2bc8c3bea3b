import type { Heard } from './heard.js';

export interface FollowerEvents {
  /** Reads what others committed behind `seq`. */
  read(seq: number): Promise<Heard | undefined>;
  /** Others committed. */
  heard(heard: Heard): void;
}

/** Keeps up with what other tabs commit. A hint only tells when to look; what happened is read from the store. */
export class Follower {
  readonly #events: FollowerEvents;
  /** Everything up to here is known. */
  #seen = 0;
  #due = false;
  #reading = false;
  #ended = false;

  constructor(events: FollowerEvents) {
    this.#events = events;
  }

  /** Everything is known up to here: the store was just read, or is another one. */
  startAt(seq: number): void {
    this.#ended = false;
    this.#seen = seq;
  }

  /** This tab committed. A gap in front of it is another tab's commit, whose hint was late or lost. */
  committed(seq: number): void {
    if (seq === this.#seen + 1) this.#seen = seq;
    else if (seq > this.#seen) this.look();
  }

  /** Looks for news, now or after the look that is under way. */
  look(): void {
    this.#due = true;
    if (!this.#reading) void this.#run();
  }

  end(): void {
    this.#ended = true;
  }

  async #run(): Promise<void> {
    this.#reading = true;
    while (this.#due && !this.#ended) {
      this.#due = false;
      try {
        const heard = await this.#events.read(this.#seen);
        if (!heard || this.#ended) continue;
        this.#seen = Math.max(this.#seen, heard.seq);
        if (heard.all || heard.ids.size > 0) this.#events.heard(heard);
      } catch {
        // The connection says what is wrong; when it is back, everything is read again.
      }
    }
    this.#reading = false;
  }
}
