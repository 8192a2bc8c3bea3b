import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

type Politeness = 'polite' | 'assertive';

interface Said {
  text: string;
  politeness: Politeness;
}

const settleMs = 100;
const clearMs = 1_000;
/** Screen readers speak the newly focused control first; what comes at once would be cut off. */
const afterFocusMs = 1_000;
const mostAtOnce = 3;

/**
 * Says to screen readers what changed on the screen. Its two polite regions take turns, so that the same text twice is heard twice,
 * and they are in the page before they are first used: a region that appears with its text is not read.
 */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  /** All that was said, for tests. */
  readonly log: string[] = [];
  #queue: Said[] = [];
  #timers = new Set<ReturnType<typeof setTimeout>>();
  #turn = 0;
  #lastFocus = -Infinity;
  #held = false;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('focusin', this.#onFocus);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('focusin', this.#onFocus);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#queue = [];
  }

  #onFocus = (): void => {
    this.#lastFocus = performance.now();
  };

  /** Says something when nothing else is being said. Texts that come in a burst are counted together. */
  say(text: string): void {
    this.#add({ text, politeness: 'polite' });
  }

  /** Interrupts: for what would lose work. */
  alert(text: string): void {
    this.#add({ text, politeness: 'assertive' });
  }

  /** Keeps polite texts back, as during a drag. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#later(() => this.#flush(), settleMs);
  }

  #add(said: Said): void {
    if (!this.#host.isConnected) return;
    // The same thing twice before it was said is said once.
    if (this.#queue.some(({ text, politeness }) => text === said.text && politeness === said.politeness)) return;
    this.#queue.push(said);
    const sinceFocus = performance.now() - this.#lastFocus;
    const delay = said.politeness === 'polite' && sinceFocus < afterFocusMs ? afterFocusMs - sinceFocus : settleMs;
    this.#later(() => this.#flush(), delay);
  }

  #later(run: () => void, delay: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delay);
    this.#timers.add(timer);
  }

  #flush(): void {
    const ready = this.#held ? this.#queue.filter(({ politeness }) => politeness === 'assertive') : this.#queue;
    this.#queue = this.#held ? this.#queue.filter(({ politeness }) => politeness === 'polite') : [];
    if (ready.length === 0) return;
    const polite = ready.filter(({ politeness }) => politeness === 'polite').map(({ text }) => text);
    // More than a few at once are heard as the last one and the number of the others.
    const texts = polite.length > mostAtOnce ? [`${polite.at(-1)!} (+${polite.length - 1})`] : polite;
    if (texts.length > 0) this.#show('polite', texts.join(' '));
    const urgent = ready.filter(({ politeness }) => politeness === 'assertive').map(({ text }) => text);
    if (urgent.length > 0) this.#show('assertive', urgent.join(' '));
  }

  #show(politeness: Politeness, text: string): void {
    this.log.push(text);
    const name = politeness === 'assertive' ? 'alert' : `polite-${(this.#turn = 1 - this.#turn)}`;
    const region = this.#host.shadowRoot?.querySelector(`[data-announcer="${name}"]`);
    if (!region) return;
    region.textContent = text;
    this.#later(() => {
      if (region.textContent === text) region.textContent = '';
    }, clearMs);
  }

  /** The regions, for the element's own template. */
  render(): TemplateResult {
    return html`<div class="visually-hidden">
      <div role="status" data-announcer="polite-0"></div>
      <div role="status" data-announcer="polite-1"></div>
      <div role="alert" data-announcer="alert"></div>
    </div>`;
  }
}
