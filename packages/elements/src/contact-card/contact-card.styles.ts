import { css } from 'lit';
import { avatars } from '../internal/parts/avatar.js';
import { badges } from '../internal/styles/badges.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { factStyles } from './facts.styles.js';

export const cardStyles = [
  buttons,
  badges,
  fields,
  avatars,
  factStyles,
  css`
    :host([variant='inline']) {
      display: inline-block !important;
      max-inline-size: 100%;
      vertical-align: baseline;
    }
    .base:not(.inline) {
      position: relative;
      container-type: inline-size;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-card);
      background: var(--_color-surface);
    }
    .base.inline {
      position: relative;
      display: inline-flex;
      align-items: baseline;
      gap: 6px;
      max-inline-size: 100%;
      font-size: inherit;
      line-height: inherit;
    }

    /* Who it is */
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-start;
      gap: 12px 16px;
      padding: 20px;
    }
    .who {
      flex: 1 1 0;
      min-inline-size: 0;
    }
    .head > .who {
      flex: 1 1 220px;
    }
    .name-line {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 8px;
      min-inline-size: 0;
    }
    .name {
      min-inline-size: 0;
      font-weight: var(--_font-weight-semibold);
      overflow-wrap: anywhere;
    }
    .full .name {
      font-size: var(--_font-size-xl);
      line-height: var(--_line-height-tight);
      letter-spacing: -0.01em;
    }
    .pronouns {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .verified {
      display: inline-flex;
      align-items: center;
      align-self: center;
      gap: 3px;
      color: var(--_color-success-text);
      font-size: var(--_font-size-xs);
      font-weight: var(--_font-weight-medium);
      --_icon: 14px;
    }
    .role {
      color: var(--_color-text-muted);
      overflow-wrap: anywhere;
    }
    .full .role {
      margin-block-start: 2px;
    }
    .dot {
      padding-inline: 6px;
      color: var(--_color-text-subtle);
    }
    .marks,
    .tags {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      min-inline-size: 0;
    }
    .marks {
      margin-block-start: 10px;
    }
    .tag {
      max-inline-size: 200px;
      border-radius: var(--_radius-control);
      background: transparent;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .open {
      display: inline-block;
      min-block-size: 24px;
      padding: 0;
      border: 0;
      border-radius: 3px;
      background: none;
      color: var(--_color-text);
      font: inherit;
      text-align: start;
      text-decoration: none;
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .open:hover {
      text-decoration: underline;
      text-decoration-color: var(--_color-border-strong);
      text-underline-offset: 3px;
    }
    .name .open {
      font-weight: inherit;
    }
    .inline .avatar,
    .inline .ghost-avatar {
      align-self: center;
    }
    .inline .open {
      display: inline-block;
      min-inline-size: 0;
      min-block-size: 24px;
      overflow: hidden;
      color: var(--_color-brand-text);
      font-weight: var(--_font-weight-medium);
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    /* One row */
    .compact-row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      padding: 10px 12px;
    }
    .compact-row > .who {
      flex: 1 1 160px;
    }
    .compact .name {
      font-size: var(--_font-size-md);
      line-height: var(--_line-height-tight);
    }
    .compact .role {
      font-size: var(--_font-size-sm);
    }
    .compact .actions {
      gap: 0;
    }

    .custom-line {
      padding: 0 12px 10px;
    }

    /* All of it */
    .body {
      display: grid;
      border-block-start: 1px solid var(--_color-border);
    }
    .aside {
      min-inline-size: 0;
    }
    .main {
      min-inline-size: 0;
      padding: 16px 20px 20px;
      border-block-start: 1px solid var(--_color-border);
    }
    .form {
      padding: 20px;
    }
    .section {
      padding: 16px 20px;
    }
    .section + .section {
      border-block-start: 1px solid var(--_color-border);
    }
    .section-head {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      justify-content: space-between;
      gap: 2px 8px;
    }
    .section-sum {
      display: flex;
      flex-wrap: wrap;
      gap: 0 10px;
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-medium);
    }
    .rows {
      display: grid;
      gap: 10px;
    }
    .row {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: baseline;
      gap: 0 12px;
      font-size: var(--_font-size-sm);
    }
    .row-main {
      font-weight: var(--_font-weight-medium);
    }
    .row-end {
      text-align: end;
      white-space: nowrap;
    }
    .row-end.small,
    .row-more {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
    }
    .row-more {
      grid-column: 1 / -1;
      overflow-wrap: anywhere;
    }
    .row-more .late,
    .row-more .no-value {
      margin-inline-start: 0;
    }
    .late,
    .row-end.small.late {
      color: var(--_color-danger-text);
    }
    .row-more time + .late {
      margin-inline-start: 8px;
    }
    @container (min-width: 720px) {
      .body:not(.alone) {
        grid-template-columns: minmax(280px, 5fr) minmax(0, 7fr);
      }
      .main {
        border-block-start: 0;
        border-inline-start: 1px solid var(--_color-border);
      }
      .actions {
        justify-content: flex-end;
      }
    }
    @container (max-width: 400px) {
      .head,
      .section,
      .main,
      .form {
        padding-inline: 16px;
      }
    }

    /* Before it is there */
    .ghost-avatar {
      flex: none;
      inline-size: 32px;
      block-size: 32px;
      border-radius: 50%;
      background: var(--_color-skeleton);
    }
    .ghost-avatar.large {
      inline-size: 56px;
      block-size: 56px;
    }
    .ghost-avatar.small {
      inline-size: 22px;
      block-size: 22px;
    }
    .ghost-name {
      inline-size: 9ch;
      block-size: 10px;
      border-radius: 5px;
      background: var(--_color-skeleton);
    }
    .ghost-details .skeleton-lines,
    .ghost-timeline .skeleton-lines {
      gap: 22px;
    }
    .ghost-timeline {
      display: grid;
      align-content: start;
      gap: 16px;
    }
    .ghost-box {
      block-size: 74px;
      border-radius: var(--_radius-card);
      background: var(--_color-skeleton);
    }
    .ghost-who {
      padding-block-start: 6px;
      min-block-size: 86px;
    }
    @media (forced-colors: active) {
      .base:not(.inline) {
        border-color: CanvasText;
      }
    }
  `,
];
