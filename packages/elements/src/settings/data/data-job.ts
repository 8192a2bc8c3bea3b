import { toCrmError, type CrmError } from '@crm-elements/data';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Announcer } from '../../internal/announcer.js';

/** What a job is about, and so where it is shown. */
export type JobPlace = 'backup' | 'restore' | 'person' | 'all';

/** What came of a job. */
export interface JobOutcome {
  tone: 'success' | 'info' | 'danger';
  text: string;
  /** More than a sentence. */
  more?: TemplateResult;
}

/** What a job says of itself while it runs. Without a total it is not known how far it is. */
export type Tell = (text: string, done?: number, total?: number) => void;

interface RunningJob {
  text: string;
  done: number | undefined;
  total: number | undefined;
}

interface JobTexts {
  /** Something else is under way. */
  busy: () => string;
  failed: (error: CrmError) => string;
}

/** Announced besides the beginning and the end. */
const quarters = 4;

/** Runs one job at a time: shows how far it is, stops it, and says what came of it, once and where it was begun. */
export class DataJob implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #announcer: Announcer;
  readonly #texts: JobTexts;
  #abort = new AbortController();
  #place: JobPlace | undefined;
  #running: RunningJob | undefined;
  #outcome: JobOutcome | undefined;
  #quarter = 0;

  constructor(host: ReactiveControllerHost, announcer: Announcer, texts: JobTexts) {
    this.#host = host;
    this.#announcer = announcer;
    this.#texts = texts;
    host.addController(this);
  }

  /** Who is gone sees no end of it. */
  hostDisconnected(): void {
    this.stop();
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  runningAt(place: JobPlace): RunningJob | undefined {
    return this.#place === place ? this.#running : undefined;
  }

  outcomeAt(place: JobPlace): JobOutcome | undefined {
    return this.#place === place ? this.#outcome : undefined;
  }

  /** Says what came of something at once. */
  settle(place: JobPlace, outcome: JobOutcome): void {
    this.#place = place;
    this.#outcome = outcome;
    if (outcome.tone === 'danger') this.#announcer.alert(outcome.text);
    else this.#announcer.say(outcome.text);
    this.#host.requestUpdate();
  }

  /** Whether something is under way; that is then said. */
  refuses(): boolean {
    if (this.isRunning) this.#announcer.say(this.#texts.busy());
    return this.isRunning;
  }

  /**
   * Runs a job, unless another one runs.
   * @param work returns what came of it; undefined: it goes on elsewhere, and there is nothing to say
   */
  async run(place: JobPlace, first: string, work: (tell: Tell, signal: AbortSignal) => Promise<JobOutcome | undefined>): Promise<void> {
    if (this.refuses()) return;
    this.#abort = new AbortController();
    this.#place = place;
    this.#outcome = undefined;
    this.#quarter = 0;
    this.#running = { text: first, done: undefined, total: undefined };
    this.#announcer.say(first);
    this.#host.requestUpdate();
    let outcome: JobOutcome | undefined;
    try {
      outcome = await work(this.#tell, this.#abort.signal);
    } catch (thrown) {
      outcome = { tone: 'danger', text: this.#texts.failed(toCrmError(thrown)) };
    }
    this.#running = undefined;
    if (outcome) this.settle(place, outcome);
    this.#host.requestUpdate();
  }

  readonly stop = (): void => this.#abort.abort();

  readonly #tell: Tell = (text, done, total) => {
    this.#running = { text, done, total };
    const quarter = total ? Math.floor((quarters * (done ?? 0)) / total) : 0;
    if (quarter > this.#quarter && quarter < quarters) this.#announcer.say(text);
    this.#quarter = quarter;
    this.#host.requestUpdate();
  };
}
