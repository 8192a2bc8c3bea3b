import { css } from 'lit';

export type Placement = {
  /** `below`: flipped to above where there is more room. `beside`: at the end of the line, for what a menu item opens. */
  readonly side?: 'below' | 'beside';
  /** Which edges meet, for `below`. Default `start`. */
  readonly align?: 'start' | 'end' | 'center';
};

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type Size = { readonly width: number; readonly height: number };

/** Where a floating box goes, in px of the viewport: on the wished side if it has room there, moved to be in sight as a whole. */
export function placeBox(
  anchor: Box,
  size: Size,
  view: Size,
  { side = 'below', align = 'start' }: Placement,
  rtl: boolean,
): { left: number; top: number } {
  const first = (wished: number, other: number, length: number, limit: number): number =>
    wished >= 0 && wished + length <= limit
      ? wished
      : other >= 0 && other + length <= limit
        ? other
        : Math.max(0, Math.min(wished, limit - length));
  const before = anchor.left - size.width;
  const atLeft = anchor.left;
  const atRight = anchor.right - size.width;
  const flip = (end: boolean): [number, number] => {
    if (side === 'beside') return end ? [anchor.right, before] : [before, anchor.right];
    return end ? [atLeft, atRight] : [atRight, atLeft];
  };
  const centre = (anchor.left + atRight) / 2;
  const [wished, other] = side === 'below' && align === 'center' ? [centre, centre] : flip((align === 'end') === rtl);
  return {
    left: first(wished, other, size.width, view.width),
    top:
      side === 'beside'
        ? first(anchor.top, anchor.bottom - size.height, size.height, view.height)
        : first(anchor.bottom, anchor.top - size.height, size.height, view.height),
  };
}

const areas = { start: 'span-self-inline-end', end: 'span-self-inline-start', center: 'span-all' } as const;

/**
 * Shows a popover at an anchor, wherever that scrolls; gives back how to hide it. By CSS anchors, whose implicit anchor may lie in
 * another root; where they lack or miss, by a calculation in each frame. The popover has `anchoredStyles`.
 */
export function showAnchored(popover: HTMLElement, anchor: HTMLElement, placement: Placement = {}, css = hasCssAnchors()): () => void {
  const { side = 'below', align = 'start' } = placement;
  const hide = (): void => {
    if (popover.isConnected) popover.hidePopover();
  };
  popover.showPopover({ source: anchor });
  const calculated = (): { left: number; top: number; margin: number } => {
    const { offsetWidth: width, offsetHeight: height } = popover;
    const { marginTop, direction } = getComputedStyle(popover);
    const margin = parseFloat(marginTop);
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    return {
      ...placeBox(anchor.getBoundingClientRect(), { width, height: height + 2 * margin }, view, placement, direction === 'rtl'),
      margin,
    };
  };
  if (css) {
    const area = side === 'beside' ? 'self-inline-end span-self-block-end' : `self-block-end ${areas[align]}`;
    popover.style.setProperty('--_area', area);
    // Firefox and Safari leave the transforms around an anchor out of account, which no query tells.
    if (getComputedStyle(popover).getPropertyValue('position-area') === 'none' || liesAt(popover, calculated())) return hide;
    popover.style.removeProperty('--_area');
  }
  let frame = 0;
  // Again and again: anything may scroll or grow, in any root.
  const place = (): void => {
    const { left, top } = calculated();
    popover.style.setProperty('--_left', `${left}px`);
    popover.style.setProperty('--_top', `${top}px`);
    frame = requestAnimationFrame(place);
  };
  place();
  return () => {
    cancelAnimationFrame(frame);
    hide();
  };
}

function liesAt(popover: HTMLElement, wished: { left: number; top: number; margin: number }): boolean {
  const { left, top } = popover.getBoundingClientRect();
  return Math.abs(left - wished.left) < 1 && Math.abs(top - wished.top - wished.margin) < 1;
}

const hasCssAnchors = (): boolean => CSS.supports('position-area', 'self-block-end span-self-inline-end');

/** For `class="anchored"` with `popover="manual"`. On narrow screens, with `sheet` besides, it comes from below. */
export const anchoredStyles = css`
  .anchored {
    position: fixed;
    inset: auto;
    inset-block-start: var(--_top, auto);
    left: var(--_left, auto);
    margin: 4px 0;
    padding: 0;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-card);
    background: var(--_color-surface-raised);
    color: var(--_color-text);
    box-shadow: var(--_shadow-menu);
    font-size: var(--_font-size-sm);
    line-height: var(--_line-height-normal);
    text-align: start;
    overscroll-behavior: contain;
    position-area: var(--_area, none);
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
    transition: opacity var(--_duration-fast) var(--_ease-out);
  }
  @starting-style {
    .anchored:popover-open {
      opacity: 0;
    }
  }
  @media (max-width: 480px) {
    .anchored.sheet {
      position-area: none;
      inset: auto 0 0;
      inline-size: auto;
      max-inline-size: none;
      margin: 0;
      border-width: 1px 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding-block-end: max(12px, env(safe-area-inset-bottom));
      transition: translate var(--_duration-slow) var(--_ease-out);
    }
    .anchored.sheet::backdrop {
      background: var(--_color-backdrop);
    }
    @starting-style {
      .anchored.sheet:popover-open {
        opacity: 1;
        translate: 0 100%;
      }
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .anchored {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .anchored {
      border-color: CanvasText;
    }
  }
`;
