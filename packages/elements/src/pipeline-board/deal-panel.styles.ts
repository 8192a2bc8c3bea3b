import { css } from 'lit';
import { avatars } from '../internal/parts/avatar.js';
import { messageText } from '../internal/message-text.js';
import { badges } from '../internal/styles/badges.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { fieldsStyles } from './deal-fields.styles.js';
import { stageColors } from './stage-colors.js';

export const panelStyles = [
  avatars,
  badges,
  buttons,
  fields,
  fieldsStyles,
  messageText,
  stageColors,
  css`
    .base {
      position: relative;
      display: flex;
      flex-direction: column;
      block-size: 100%;
      background: var(--_color-surface);
      font-size: var(--_font-size-sm);
    }
    .scroll {
      flex: 1;
      min-block-size: 0;
      overflow: hidden auto;
      overscroll-behavior-block: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--_color-border-strong) transparent;
    }
    .alone {
      display: flex;
      justify-content: flex-end;
      padding: 8px;
    }
    .waiting {
      padding: 8px 16px;
    }
    .panel-head {
      display: grid;
      gap: 10px;
      padding: 12px 16px;
      border-block-end: 1px solid var(--_color-border);
    }
    .head-line {
      display: flex;
      align-items: flex-start;
      gap: 4px;
    }
    .title-box {
      display: flex;
      flex: 1;
      align-items: flex-start;
      gap: 4px;
      min-inline-size: 0;
    }
    .panel-title {
      min-inline-size: 0;
      padding-block: 3px;
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
      line-height: 26px;
      text-align: -webkit-match-parent;
      text-align: match-parent;
      overflow-wrap: anywhere;
    }
    .panel-title:focus {
      outline: none;
    }
    .stage-line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .stage-select {
      position: relative;
      flex: 1 1 140px;
    }
    .stage-select .dot {
      position: absolute;
      inset-block-start: calc(50% - 4px);
      inset-inline-start: 11px;
    }
    .stage-select .input {
      padding-inline-start: 28px;
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-medium);
    }
    .dot {
      inline-size: 8px;
      block-size: 8px;
      flex: none;
      border-radius: 50%;
      background: var(--_stage-edge);
    }
    .closing {
      display: inline-flex;
      gap: 8px;
    }
    .closing .button {
      min-block-size: var(--_size-control);
    }
    .section {
      display: grid;
      gap: 10px;
      padding: 12px 16px;
      border-block-end: 1px solid var(--_color-border);
    }
    .section:last-of-type {
      border: 0;
    }
    .section-title {
      color: var(--_color-text);
      font-weight: var(--_font-weight-semibold);
    }
    .rows {
      display: grid;
      gap: 2px;
      margin-inline: -8px;
    }
    .row {
      display: grid;
      grid-template-columns: minmax(88px, 30%) 1fr;
      align-items: start;
      gap: 8px;
      padding: 4px 8px;
      border-radius: var(--_radius-control);
    }
    .row:hover {
      background: var(--_color-surface-hover);
    }
    .row.editing {
      display: block;
      padding-block: 8px;
      background: var(--_color-surface-sunken);
    }
    .row-label {
      color: var(--_color-text-muted);
      line-height: 24px;
    }
    .row-value {
      display: flex;
      align-items: flex-start;
      gap: 4px;
      min-inline-size: 0;
      line-height: 24px;
      overflow-wrap: anywhere;
    }
    .row-value > :first-child:not(.edit) {
      min-inline-size: 0;
    }
    .row-value.unset {
      color: var(--_color-text-subtle);
    }
    .row-value .edit {
      margin-inline-start: auto;
    }
    .strong {
      font-weight: var(--_font-weight-semibold);
    }
    .late {
      color: var(--_color-danger-text);
      font-weight: var(--_font-weight-medium);
    }
    .edit {
      all: unset;
      display: grid;
      place-items: center;
      flex: none;
      inline-size: 24px;
      block-size: 24px;
      border-radius: var(--_radius-control);
      color: var(--_color-text-subtle);
      cursor: pointer;
      --_icon: 13px;
    }
    .title-box > .edit {
      margin-block-start: 4px;
    }
    .edit:hover {
      background: var(--_color-surface-pressed);
      color: var(--_color-text);
    }
    .edit:focus-visible {
      outline: 2px solid var(--_color-focus);
    }
    .editor {
      display: grid;
      flex: 1;
      gap: 8px;
    }
    .editor-buttons {
      display: flex;
      gap: 8px;
    }
    .people {
      display: grid;
      gap: 2px;
    }
    .person {
      display: inline-flex;
      align-items: center;
      gap: 6px;
    }
    .tags {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      padding-block: 2px;
    }
    .tag {
      padding: 0 6px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      line-height: 18px;
    }
    .history {
      display: grid;
      gap: 6px;
    }
    .history-entry {
      display: grid;
      grid-template-columns: 8px minmax(0, 1fr) auto minmax(72px, auto);
      align-items: center;
      gap: 8px;
      font-size: var(--_font-size-sm);
    }
    .history-at,
    .history-time,
    .quiet-text {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      font-variant-numeric: tabular-nums;
    }
    .history-time {
      text-align: end;
    }
    .note-form {
      display: grid;
      justify-items: end;
      gap: 8px;
    }
    .note-form .field {
      inline-size: 100%;
    }
    .note-text {
      font-size: var(--_font-size-sm);
    }
    .timeline {
      display: grid;
      gap: 14px;
      padding-block: 4px;
    }
    .entry-line {
      display: grid;
      grid-template-columns: 24px 1fr;
      gap: 10px;
    }
    .entry-icon {
      display: grid;
      place-items: center;
      inline-size: 24px;
      block-size: 24px;
      border-radius: 50%;
      background: var(--_color-surface-sunken);
      color: var(--_color-text-muted);
      --_icon: 13px;
    }
    .entry-body {
      min-inline-size: 0;
    }
    .entry-head {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      line-height: 24px;
    }
    .entry-head > :first-child {
      color: var(--_color-text);
      font-weight: var(--_font-weight-medium);
    }
    .entry-head > time {
      margin-inline-start: auto;
    }
    .entry-text {
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }
    @media (pointer: coarse) {
      .edit {
        inline-size: 44px;
        block-size: 44px;
        margin-block: -8px;
      }
      .row-label,
      .row-value {
        padding-block: 8px;
      }
      .stage-select .input,
      .note-text {
        font-size: var(--_font-size-lg);
      }
    }
    @media (forced-colors: active) {
      .dot {
        background: CanvasText;
      }
      .tag {
        border-color: CanvasText;
      }
    }
  `,
];
