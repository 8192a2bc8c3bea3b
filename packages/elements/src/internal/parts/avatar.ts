import { avatarHue, initials } from '@crm-elements/schema';
import { css, html, nothing, unsafeCSS, type TemplateResult } from 'lit';
import { user } from '../icons.js';
import { icon } from './icon.js';

interface Avatar {
  /** Decides the colour, so that a person has the same everywhere. */
  id: string;
  name: string;
  /** The address of a picture that may be shown: of this page's origin, `blob:` or `data:`. */
  picture?: string | undefined;
  size?: 'small' | 'medium' | 'large';
  /** Shown as a dot, beside words that say the same. */
  online?: boolean | undefined;
}

/**
 * A person's picture or initials. It is decoration: the name stands beside it. The letters are drawn by the style sheet: as text they would
 * be a label that the name of a button around them does not hold.
 */
export function avatar({ id, name, picture, size = 'medium', online }: Avatar): TemplateResult {
  const letters = initials(name);
  return html`<span
    class="avatar ${size}"
    data-hue=${avatarHue(id)}
    data-letters=${picture || !letters ? nothing : letters}
    aria-hidden="true"
    >${picture ? html`<img src=${picture} alt="" />` : letters ? nothing : icon(user)}${online ? html`<span class="presence"></span>` : nothing}</span
  >`;
}

const hues = Array.from({ length: 12 }, (_, i) => i);
const hueRules = unsafeCSS(
  hues
    .map((hue) => `.avatar[data-hue='${hue}']{background:var(--_color-avatar-${hue + 1});color:var(--_color-avatar-text-${hue + 1})}`)
    .join(''),
);

export const avatars = [
  css`
    .avatar {
      position: relative;
      display: inline-grid;
      place-items: center;
      flex: none;
      inline-size: 32px;
      block-size: 32px;
      border-radius: var(--_radius-full);
      background: var(--_color-surface-pressed);
      color: var(--_color-text-muted);
      font-size: 12px;
      font-weight: var(--_font-weight-semibold);
      line-height: 1;
      letter-spacing: 0.02em;
      user-select: none;
    }
    .avatar[data-letters]::before {
      content: attr(data-letters);
    }
    .avatar.small {
      inline-size: 22px;
      block-size: 22px;
      font-size: 9px;
      --_icon: 13px;
    }
    .avatar.large {
      inline-size: 56px;
      block-size: 56px;
      font-size: 20px;
      --_icon: 26px;
    }
    .avatar img {
      inline-size: 100%;
      block-size: 100%;
      border-radius: inherit;
      object-fit: cover;
    }
    .presence {
      position: absolute;
      inset-block-end: -1px;
      inset-inline-end: -1px;
      inline-size: 10px;
      block-size: 10px;
      border: 2px solid var(--_color-surface);
      border-radius: 50%;
      background: var(--_color-success-solid);
    }
    @media (forced-colors: active) {
      .avatar {
        border: 1px solid CanvasText;
      }
    }
  `,
  hueRules,
];
