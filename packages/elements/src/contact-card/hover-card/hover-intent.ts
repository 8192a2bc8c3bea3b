import { isOnTheWay } from './safe-path.js';

/** How long the pointer or the focus rests on a mention before its card is shown, in milliseconds. */
const openDelay = 300;
/** How long before its card is made ready: a pointer on its way to somewhere else rests for less. */
const warmDelay = 100;
/** How long the pointer may be away from mention and card, or on its way from one to the other. */
const leaveDelay = 300;
/** How long a finger rests on a link to bring up its card instead, and how far it may stray, in px. */
const longPressDelay = 500;
const longPressReach = 10;

/** What keeps a card open. `pin`: somebody asked for it. */
type Reason = 'pointer' | 'focus' | 'pin';

/** A mention and its card, as they are steered. */
export interface HoverTarget {
  readonly mention: HTMLElement;
  /** Whether a click on the mention does something of its own, as that on a link. */
  acts(): boolean;
  isOpen(): boolean;
  /** The card, as long as there is one. */
  card(): (HTMLElement & { readonly box: DOMRect | undefined }) | undefined;
  /** Loads what a card needs. */
  load(): void;
  /** Makes the card ready without showing it. */
  warm(): void;
  show(): void;
  /** Takes the card away, shown or only ready. */
  hide(): void;
}

/** Those whose cards are open. They give way to the next, unless somebody works in one. */
const opened = new Set<HoverIntent>();

/** Tells from what pointers, fingers and the keyboard do on a mention when its card is wanted, and when no more. */
export class HoverIntent {
  readonly #target: HoverTarget;
  readonly #reasons = new Set<Reason>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends with the way that the pointer makes from the mention to the card. */
  #leaving: AbortController | undefined;
  /** Ends with the touch that may become a long press. */
  #touch: AbortController | undefined;
  #longPressed = false;
  /** It was closed by hand: it stays so until pointer and focus have been elsewhere. */
  #dismissed = false;

  constructor(target: HoverTarget) {
    this.#target = target;
    const { mention } = target;
    mention.addEventListener('pointerleave', this.#onLeave);
    mention.addEventListener('focusout', this.#onFocusout);
    mention.addEventListener('pointerdown', this.#onDown);
    mention.addEventListener('contextmenu', this.#onContextMenu);
  }

  enter({ pointerType }: PointerEvent): void {
    if (pointerType !== 'touch') this.#hold('pointer');
  }

  focus(event: FocusEvent): void {
    // Focus that came with a press of the pointer is no sign of interest: what is pressed acts itself.
    if (this.#isInCard(event) || (event.composedPath()[0] as Element).matches(':focus-visible')) this.#hold('focus');
  }

  click(event: MouseEvent): void {
    if (this.#isInCard(event)) return;
    if (this.#longPressed) {
      this.#longPressed = false;
      event.preventDefault();
      event.stopPropagation();
    } else if (this.#target.acts() || (this.#target.isOpen() && this.#reasons.has('pin'))) this.dismiss();
    else this.pin();
  }

  /** Opens at once, and stays open until it is closed by hand. */
  pin(): void {
    this.#reasons.add('pin');
    this.#dismissed = false;
    this.#open();
  }

  /** Closes by hand. */
  dismiss(): void {
    this.#reasons.delete('pin');
    this.#dismissed = this.#reasons.size > 0;
    this.#close();
  }

  /** The mention has left the page. A card that was asked for comes back with it. */
  disconnect(): void {
    this.#stop();
    this.#touch?.abort();
    this.#release(['pointer', 'focus']);
    opened.delete(this);
  }

  #isInCard(event: Event): boolean {
    const card = this.#target.card();
    return card !== undefined && event.composedPath().includes(card);
  }

  #hold(reason: Reason): void {
    this.#reasons.add(reason);
    if (this.#target.isOpen()) this.#stop();
    // It may be waiting to open already, for another reason.
    else if (!this.#dismissed && this.#timer === undefined) this.#wait();
  }

  #wait(): void {
    this.#target.load();
    this.#timer = setTimeout(() => {
      this.#target.warm();
      this.#timer = setTimeout(() => this.#open(), openDelay - warmDelay);
    }, warmDelay);
  }

  /** @param left where the pointer went off */
  #release(reasons: readonly Reason[], left?: PointerEvent): void {
    for (const reason of reasons) this.#reasons.delete(reason);
    if (this.#reasons.size > 0) return;
    this.#dismissed = false;
    if (left && this.#target.isOpen()) this.#waitForReturn(left);
    else this.#close();
  }

  #open(): void {
    this.#stop();
    for (const other of opened) if (other !== this) other.#giveWay();
    opened.add(this);
    this.#target.show();
  }

  #close(): void {
    this.#stop();
    opened.delete(this);
    this.#target.hide();
  }

  #giveWay(): void {
    if (!this.#reasons.has('pin') && !this.#reasons.has('focus')) this.#close();
  }

  /** Gives the pointer time to come back, and as much as it needs on its way to the card. */
  #waitForReturn(from: PointerEvent): void {
    this.#stop();
    this.#leaving = new AbortController();
    const wait = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#close(), leaveDelay);
    };
    wait();
    const follow = (point: PointerEvent): void => {
      const box = this.#target.card()?.box;
      if (box && isOnTheWay(from, point, box)) wait();
    };
    document.addEventListener('pointermove', follow, { passive: true, signal: this.#leaving.signal });
  }

  /** Ends whatever waits. */
  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#leaving?.abort();
    this.#leaving = undefined;
  }

  #onLeave = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') this.#release(['pointer'], event);
  };

  #onFocusout = ({ relatedTarget }: FocusEvent): void => {
    const { mention } = this.#target;
    // What takes the focus in the card is the mention itself to listeners out here. Nothing takes it when another window comes in front.
    if (relatedTarget ? mention.contains(relatedTarget as Node) : !document.hasFocus()) return;
    this.#release(['focus', 'pin']);
  };

  #onDown = (event: PointerEvent): void => {
    this.#longPressed = false;
    if (event.pointerType !== 'touch' || this.#isInCard(event)) return;
    this.#target.load();
    if (!this.#target.acts()) return;
    this.#touch?.abort();
    const touch = (this.#touch = new AbortController());
    const { signal } = touch;
    const timer = setTimeout(() => this.#pressLong(), longPressDelay);
    signal.addEventListener('abort', () => clearTimeout(timer));
    const { mention } = this.#target;
    const end = (): void => {
      touch.abort();
      this.#touch = undefined;
    };
    mention.addEventListener(
      'pointermove',
      ({ clientX, clientY }) => Math.hypot(clientX - event.clientX, clientY - event.clientY) > longPressReach && end(),
      { passive: true, signal },
    );
    for (const type of ['pointerup', 'pointercancel']) mention.addEventListener(type, end, { signal });
  };

  #pressLong(): void {
    this.#longPressed = true;
    this.pin();
  }

  /** A browser's own menu for a link comes with the same long press. */
  #onContextMenu = (event: Event): void => {
    if (!this.#touch) return;
    event.preventDefault();
    if (!this.#longPressed) this.#pressLong();
  };
}
