import { css } from 'lit';

/** `<label class="field"><span class="label">…</span><input class="input"></label>`, with `.hint` and `.field-error` below. */
export const fields = css`
  .field {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
  }
  .label {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
  }
  .input {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_size-control);
    padding: 5px 10px;
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-control);
    background: var(--_color-surface);
    color: var(--_color-text);
    font: inherit;
    font-size: var(--_font-size-md);
    line-height: var(--_line-height-tight);
  }
  textarea.input {
    resize: vertical;
    line-height: var(--_line-height-normal);
  }
  select.input {
    appearance: none;
    padding-inline-end: 28px;
    background-image: linear-gradient(45deg, transparent 50%, currentcolor 50%), linear-gradient(-45deg, transparent 50%, currentcolor 50%);
    background-position:
      right 15px center,
      right 10px center;
    background-size: 5px 5px;
    background-repeat: no-repeat;
  }
  [dir='rtl'] select.input {
    background-position:
      left 10px center,
      left 15px center;
  }
  select.input option {
    background: var(--_color-surface-raised);
    color: var(--_color-text);
  }
  .input::placeholder {
    color: var(--_color-text-subtle);
    opacity: 1;
  }
  .input:placeholder-shown {
    text-overflow: ellipsis;
  }
  .input:hover {
    border-color: var(--_color-text-muted);
  }
  .input:focus-visible {
    border-color: var(--_color-focus);
    outline: 2px solid var(--_color-focus);
    outline-offset: -1px;
  }
  .input[aria-invalid='true'] {
    border-color: var(--_color-danger-border);
  }
  .input:disabled,
  .input[readonly] {
    background: var(--_color-surface-sunken);
    color: var(--_color-text-muted);
  }
  .hint {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
  }
  .field-error {
    color: var(--_color-danger-text);
    font-size: var(--_font-size-xs);
  }
  .checkbox {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--_color-brand);
  }
  @media (pointer: coarse) {
    .input {
      min-block-size: var(--_size-touch);
      font-size: var(--_font-size-lg);
    }
  }
  @media (forced-colors: active) {
    .input {
      border-color: ButtonBorder;
    }
    select.input {
      appearance: auto;
      background-image: none;
    }
  }
`;
