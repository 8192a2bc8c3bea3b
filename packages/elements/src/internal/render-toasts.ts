import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { x } from './icons.js';
import { icon } from './parts/icon.js';
import type { Shown } from './toasts.js';

interface ToastList {
  toasts: readonly Shown[];
  closeLabel: string;
  remove: (id: number) => void;
  /** Time stands still. */
  pause: () => void;
  resume: (event: Event) => void;
}

export const renderToasts = ({ toasts, closeLabel, remove, pause, resume }: ToastList): TemplateResult =>
  html`<div class="toasts" @pointerenter=${pause} @pointerleave=${resume} @focusin=${pause} @focusout=${resume}>
    ${repeat(
      toasts,
      ({ id }) => id,
      ({ id, text, kind = 'plain', action }) =>
        html`<div class="toast ${kind}" part="toast">
          <span class="toast-text">${text}</span>
          ${
            action
              ? html`<button
                  type="button"
                  class="toast-action"
                  @click=${() => {
                    remove(id);
                    action.run();
                  }}
                >
                  ${action.label}
                </button>`
              : nothing
          }
          <button type="button" class="toast-close" aria-label=${closeLabel} @click=${() => remove(id)}>${icon(x)}</button>
        </div>`,
    )}
  </div>`;

export const toastStyles = css`
  .toasts {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 12px;
    z-index: 5;
    display: grid;
    justify-items: center;
    gap: 8px;
    pointer-events: none;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: min(480px, 100%);
    padding: 6px 6px 6px 14px;
    padding-inline: 14px 6px;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-card);
    background: var(--_color-surface-raised);
    color: var(--_color-text);
    box-shadow: var(--_shadow-menu);
    font-size: var(--_font-size-sm);
    pointer-events: auto;
    animation: toast-in var(--_duration-normal) var(--_ease-out);
  }
  .toast.danger {
    border-color: var(--_color-danger-border);
    background: var(--_color-danger-soft);
    color: var(--_color-danger-text);
  }
  .toast-text {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .toast-action,
  .toast-close {
    display: inline-grid;
    place-items: center;
    min-inline-size: 28px;
    min-block-size: 28px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius-control);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: var(--_font-weight-semibold);
    white-space: nowrap;
    cursor: pointer;
  }
  .toast-close {
    padding: 0;
  }
  .toast-action:hover,
  .toast-close:hover {
    background: var(--_color-surface-hover);
  }
  @media (pointer: coarse) {
    .toast-action,
    .toast-close {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
  @keyframes toast-in {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (forced-colors: active) {
    .toast {
      border-color: CanvasText;
    }
  }
`;
