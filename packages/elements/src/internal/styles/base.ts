import { groundTokens } from '@crm-elements/tokens';
import { css, unsafeCSS } from 'lit';

/** What each root element brings to the elements inside it: the tokens, as private properties. */
export const tokens = unsafeCSS(groundTokens);

/**
 * The ground of every root element. What a page sets with `*{…!important}` stops at the host; what it hands down by inheritance stops at
 * `.base`, but for the font, the direction and the colour scheme, which are wanted.
 */
export const base = css`
  :host {
    display: block !important;
    transition: none !important;
    animation: none !important;
    transform: none;
    letter-spacing: normal !important;
    --_icon: 16px;
  }
  :host([hidden]) {
    display: none !important;
  }
  .base {
    all: initial;
    font-family: var(--_font-family);
    display: block;
    box-sizing: border-box;
    color-scheme: inherit;
    color: var(--_color-text);
    font-size: var(--_font-size-md);
    line-height: var(--_line-height-normal);
    -webkit-font-smoothing: inherit;
    overflow-wrap: break-word;
  }
  .base[dir='rtl'] {
    direction: rtl;
  }
  .base[hidden] {
    display: none;
  }
`;

/** What every shadow root needs for its content, inner elements too. */
export const content = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  p,
  ol,
  ul,
  dl,
  dd,
  figure,
  fieldset,
  menu {
    margin: 0;
    padding: 0;
    border: 0;
    font: inherit;
    list-style: none;
  }
  a {
    color: var(--_color-brand-text);
    text-underline-offset: 0.15em;
  }
  :focus-visible {
    outline: 2px solid var(--_color-focus);
    outline-offset: 2px;
  }
  .icon {
    inline-size: var(--_icon, 16px);
    block-size: var(--_icon, 16px);
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [dir='rtl'] .icon.mirrored {
    scale: -1 1;
  }
  /* dir="auto" takes an empty field for one from left to right. */
  [dir='rtl'] :placeholder-shown:not([dir='ltr']),
  :host(:dir(rtl)) :placeholder-shown:not([dir='ltr']) {
    direction: rtl;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .numeric {
    font-variant-numeric: tabular-nums;
  }
  .truncate {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-inline-size: 0;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0s !important;
      transition-duration: 0s !important;
    }
  }
`;
