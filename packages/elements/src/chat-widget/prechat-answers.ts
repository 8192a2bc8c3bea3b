import type { DeviceStore } from './device-store.js';

export type Answers = Record<string, string | number | boolean>;

const pauseMs = 200;

/** What is asked before the first conversation: kept on the device while it is filled in, then sent with the first message. */
export class PrechatAnswers {
  readonly #device: () => Promise<DeviceStore>;
  #typed: Answers | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the first message takes along. */
  toSend: Answers | undefined;
  isGiven = false;

  constructor(device: () => Promise<DeviceStore>) {
    this.#device = device;
  }

  /** What stands in the form, as far as it was filled in. */
  get typed(): Answers {
    return this.#typed ?? {};
  }

  type(answers: Answers): void {
    this.#typed = answers;
    this.end();
    this.#timer = setTimeout(() => {
      this.#device().then(
        (device) => device.put('answers', answers),
        () => undefined,
      );
    }, pauseMs);
  }

  /** What an earlier page left, unless something is being filled in already. */
  restore(answers: Answers | undefined): void {
    this.#typed ??= answers;
  }

  give(answers: Answers): void {
    this.isGiven = true;
    this.toSend = Object.keys(answers).length > 0 ? answers : undefined;
  }

  /** Keeps nothing more. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
