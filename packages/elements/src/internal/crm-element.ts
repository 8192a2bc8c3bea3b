import type { CrmError } from '@crm-elements/data';
import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { version } from '../version.js';
import { Announcer } from './announcer.js';
import type { Localizer } from './locale.js';
import { base, content, tokens } from './styles/base.js';

const typingIn = 'input, textarea, select, [contenteditable]';

/** Whether keys that are pressed there write text. */
const isEditable = (target: EventTarget | undefined): boolean => target instanceof Element && target.matches(typingIn);

/**
 * The ground of every element that stands by itself in a page. Its styles bring the tokens and stop what a page hands down; its states
 * can be styled from outside (`crm-x:state(loading)`); keys that write text in it do not reach the page's own shortcuts.
 *
 * @csspart base - All of the element.
 */
export abstract class CrmElement extends LitElement {
  /** The release that the class is of. */
  static readonly version: string = version;
  static override styles: CSSResultGroup = [tokens, base, content];

  /** What screen readers are told. */
  protected readonly announcer = new Announcer(this);
  readonly #internals: ElementInternals | undefined = 'attachInternals' in this ? this.attachInternals() : undefined;

  protected abstract readonly localizer: Localizer<Record<never, never>>;

  /** How close things stand. */
  @property({ reflect: true })
  density: 'comfortable' | 'compact' = 'comfortable';

  /** The level of the element's own heading, 1 to 6; what is below it counts on from there. */
  @property({ type: Number, attribute: 'heading-level' })
  headingLevel = 2;

  /** What was announced, in order: for tests. */
  get announcements(): readonly string[] {
    return this.announcer.log;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['keydown', 'keypress', 'keyup']) this.addEventListener(type, this.#keepTyping);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['keydown', 'keypress', 'keyup']) this.removeEventListener(type, this.#keepTyping);
  }

  /** Pages with single-key shortcuts must not hear what is typed here. Listeners that capture on the document still do. */
  #keepTyping = (event: Event): void => {
    if (isEditable(event.composedPath()[0])) event.stopPropagation();
  };

  /** The first rendering waits for its language, so that nothing is seen in another. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await this.localizer.ready;
    await super.scheduleUpdate();
  }

  /** Sets or clears a state that pages can style: `:state(loading)`. */
  protected setState(name: string, on: boolean): void {
    if (on) this.#internals?.states.add(name);
    else this.#internals?.states.delete(name);
  }

  /** What an error means to a person, in their language. Errors of input say themselves what is wrong. */
  protected explain(error: CrmError): string {
    if (error.code === 'VALIDATION' || error.code === 'GATE_REFUSED') return error.message;
    return this.localizer.maybe(`error.${error.code}`) ?? this.localizer.t('error.unknown');
  }

  /** What every element ends with. */
  protected renderGround(): unknown {
    return this.announcer.render();
  }
}
