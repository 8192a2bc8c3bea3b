import { toCrmError } from '@crm-elements/data';
import { announce } from './announcer.js';
import { byId, show } from './dom.js';
import { failureWords, type Tone } from './words.js';

/** What came of a job. */
export interface Outcome {
  tone: Tone;
  text: string;
}

export type Progress = (done: number, total: number, words: string, rest?: string) => void;

/** Only one job runs at a time; the buttons of the others say so. */
const starts = new Map<HTMLButtonElement, string>();
let running: string | undefined;

function setRunning(name: string | undefined): void {
  running = name;
  for (const start of starts.keys()) {
    if (name) start.setAttribute('aria-disabled', 'true');
    else start.removeAttribute('aria-disabled');
  }
}

/** Registers a button that starts a job. */
export function startsJob(start: HTMLButtonElement, name: string): void {
  starts.set(start, name);
}

/** Whether something is under way, which is then said instead. */
export function isBusy(outcome: HTMLElement): boolean {
  if (running === undefined) return false;
  showOutcome(outcome, { tone: 'info', text: `Wait until the ${running} is done, or cancel it.` });
  return true;
}

/** What came of earlier jobs is old news once another begins. */
export function clearOutcomes(): void {
  for (const node of document.querySelectorAll<HTMLElement>('.outcome, .refused')) node.hidden = true;
}

export function showOutcome(node: HTMLElement, outcome: Outcome): void {
  node.hidden = false;
  node.dataset['tone'] = outcome.tone;
  show(node, outcome.text);
  announce(outcome.text, { urgent: outcome.tone === 'danger' });
}

/** What went wrong, and what to do about it. */
export function failure(error: unknown): string {
  const { code, message } = toCrmError(error);
  return failureWords(code, message);
}

/** A job that takes a while: progress with figures, cancel, and what came of it. */
export class Job {
  readonly #name: string;
  readonly #start: HTMLButtonElement;
  readonly #area: HTMLElement;
  readonly #progress: HTMLProgressElement;
  readonly #figures: HTMLElement;
  readonly #rest: HTMLElement | null;
  readonly #cancel: HTMLButtonElement;
  readonly #outcome: HTMLElement;
  #abort = new AbortController();
  #quarter = 0;

  /** @param prefix what the ids of its elements begin with */
  constructor(prefix: string, name: string) {
    this.#name = name;
    this.#start = byId(`${prefix}-start`, HTMLButtonElement);
    this.#area = byId(`${prefix}-job`, HTMLElement);
    this.#progress = byId(`${prefix}-progress`, HTMLProgressElement);
    this.#figures = byId(`${prefix}-figures`, HTMLElement);
    this.#rest = document.getElementById(`${prefix}-left`);
    this.#cancel = byId(`${prefix}-cancel`, HTMLButtonElement);
    this.#outcome = byId(`${prefix}-outcome`, HTMLElement);
    startsJob(this.#start, name);
    this.#cancel.addEventListener('click', () => this.#abort.abort());
  }

  async run(work: (progress: Progress, signal: AbortSignal) => Promise<Outcome>): Promise<void> {
    if (isBusy(this.#outcome)) return;
    setRunning(this.#name);
    this.#abort = new AbortController();
    this.#quarter = 0;
    clearOutcomes();
    this.#progress.removeAttribute('value');
    show(this.#figures, 'Starting…');
    if (this.#rest) show(this.#rest, '');
    this.#area.hidden = false;
    // The cancel button takes the place of the one that was pressed, for the keyboard too.
    if (document.activeElement === this.#start) this.#cancel.focus();
    this.#start.hidden = true;
    let outcome: Outcome;
    try {
      outcome = await work((...progress) => this.#show(...progress), this.#abort.signal);
    } catch (error) {
      outcome = { tone: 'danger', text: failure(error) };
    }
    setRunning(undefined);
    this.#start.hidden = false;
    if (document.activeElement === this.#cancel) this.#start.focus();
    this.#area.hidden = true;
    showOutcome(this.#outcome, outcome);
  }

  #show(done: number, total: number, words: string, rest = ''): void {
    this.#progress.max = total;
    this.#progress.value = done;
    show(this.#figures, words);
    if (this.#rest) show(this.#rest, rest);
    const quarter = Math.floor((4 * done) / total);
    if (quarter > this.#quarter && quarter < 4) announce(words);
    this.#quarter = quarter;
  }
}
