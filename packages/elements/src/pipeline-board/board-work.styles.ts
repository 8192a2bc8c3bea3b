import { css } from 'lit';
import { dragStyles } from '../internal/controllers/drag-ghost.js';

/** Of what the work on a board adds to it. */
export const workStyles = [
  dragStyles,
  css`
    .layer {
      position: absolute;
      inset: 0;
      z-index: 2;
      overflow: hidden;
      pointer-events: none;
    }
    .gliding {
      position: absolute;
      box-shadow: var(--_shadow-raised);
    }
    .filter-form {
      display: grid;
      gap: 12px;
      inline-size: 240px;
      max-inline-size: 100%;
    }
    .check {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: 24px;
      font-size: var(--_font-size-sm);
    }
    @media (pointer: coarse) {
      .check {
        min-block-size: 44px;
      }
    }
  `,
];
