import { css } from 'lit';
import { avatars } from '../internal/parts/avatar.js';
import { views } from '../internal/parts/views.js';
import { badges } from '../internal/styles/badges.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';

export const timelineStyles = [
  content,
  views,
  buttons,
  fields,
  badges,
  avatars,
  css`
    :host {
      display: block;
      min-inline-size: 0;
    }
    .timeline {
      display: grid;
      gap: 12px;
      min-inline-size: 0;
    }
    .heading {
      font-size: var(--_font-size-md);
      font-weight: var(--_font-weight-semibold);
    }
    .composer {
      display: grid;
      gap: 0;
      border: 1px solid var(--_color-border-strong);
      border-radius: var(--_radius-card);
      background: var(--_color-surface);
    }
    .composer:focus-within {
      border-color: var(--_color-focus);
    }
    .composer:has(textarea:focus-visible) {
      outline: 2px solid var(--_color-focus);
      outline-offset: -1px;
    }
    .composer textarea {
      field-sizing: content;
      inline-size: 100%;
      min-block-size: 40px;
      max-block-size: 200px;
      padding: 9px 12px;
      border: 0;
      border-radius: inherit;
      background: none;
      color: inherit;
      font: inherit;
      resize: none;
    }
    .composer textarea:focus {
      outline: none;
    }
    .composer textarea::placeholder {
      color: var(--_color-text-subtle);
      opacity: 1;
    }
    .composer-foot {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 4px 12px;
      padding: 0 6px 6px 12px;
      padding-inline: 12px 6px;
    }
    .filters {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    .filter {
      display: inline-flex;
      align-items: center;
      gap: 5px;
      min-block-size: 26px;
      padding: 0 9px;
      border: 1px solid transparent;
      border-radius: var(--_radius-full);
      background: none;
      color: var(--_color-text-muted);
      font: inherit;
      font-size: var(--_font-size-xs);
      font-weight: var(--_font-weight-medium);
      cursor: pointer;
    }
    .filter:hover {
      background: var(--_color-surface-hover);
      color: var(--_color-text);
    }
    .filter[aria-pressed='true'] {
      border-color: var(--_color-border);
      background: var(--_color-surface-pressed);
      color: var(--_color-text);
    }
    .filter .numeric {
      color: var(--_color-text-subtle);
      font-weight: var(--_font-weight-regular);
    }
    .filter[aria-pressed='true'] .numeric {
      color: var(--_color-text-muted);
    }
    .scroller {
      max-block-size: var(--crm-contact-card-timeline-height, 560px);
      margin-inline: -4px;
      padding-inline: 4px;
      overflow: auto;
      overscroll-behavior: contain;
      border-radius: var(--_radius-control);
    }
    .scroller:focus-visible {
      outline-offset: 0;
    }
    .entry {
      display: grid;
      grid-template-columns: 28px minmax(0, 1fr);
      column-gap: 10px;
      padding-block-end: 14px;
    }
    .entry::before {
      position: absolute;
      inset-block: 28px 0;
      inset-inline-start: 13.5px;
      inline-size: 1px;
      background: var(--_color-border);
      content: '';
    }
    .entry.last::before {
      display: none;
    }
    .dot {
      display: grid;
      place-items: center;
      inline-size: 28px;
      block-size: 28px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-full);
      background: var(--_color-surface);
      color: var(--_color-text-muted);
      --_icon: 14px;
    }
    .entry.note .dot {
      border-color: var(--_color-warning-border);
      background: var(--_color-warning-soft);
      color: var(--_color-warning-text);
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 6px;
      min-block-size: 28px;
      padding-block-start: 4px;
      font-size: var(--_font-size-sm);
    }
    .what {
      min-inline-size: 0;
      font-weight: var(--_font-weight-medium);
      overflow-wrap: anywhere;
    }
    .who,
    time {
      color: var(--_color-text-muted);
    }
    time {
      margin-inline-start: auto;
      padding-inline-start: 8px;
      font-size: var(--_font-size-xs);
      white-space: nowrap;
    }
    .who {
      font-size: var(--_font-size-xs);
    }
    .text {
      margin-block-start: 2px;
      padding: 8px 10px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      background: var(--_color-surface-sunken);
      font-size: var(--_font-size-sm);
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }
    .older,
    .nothing {
      padding: 8px 0;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .ghost {
      display: grid;
      grid-template-columns: 28px 1fr;
      align-items: center;
      gap: 10px;
      padding-block-end: 14px;
    }
    .ghost .round {
      inline-size: 28px;
      block-size: 28px;
      border-radius: 50%;
      background: var(--_color-skeleton);
    }
    .view {
      min-block-size: 120px;
    }
    @media (pointer: coarse) {
      .filter {
        min-block-size: var(--_size-touch);
        padding-inline: 14px;
      }
      .composer textarea {
        font-size: var(--_font-size-lg);
      }
    }
    @media (forced-colors: active) {
      .entry::before {
        background: CanvasText;
      }
      .filter[aria-pressed='true'] {
        border-color: Highlight;
      }
    }
  `,
];
