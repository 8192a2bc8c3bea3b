import { stageTokens } from '@crm-elements/tokens';
import { css, unsafeCSS } from 'lit';

const names = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'purple'];

/** The colour of a stage, as `--_stage-soft`, `--_stage-edge` and `--_stage-text`; won and lost have theirs unless the stage says otherwise. */
export const stageColors = [
  unsafeCSS(stageTokens),
  css`
    [data-kind] {
      --_stage-soft: var(--_color-stage-gray-soft);
      --_stage-edge: var(--_color-stage-gray-edge);
      --_stage-text: var(--_color-stage-gray-text);
    }
    [data-kind='won'] {
      --_stage-soft: var(--_color-stage-green-soft);
      --_stage-edge: var(--_color-stage-green-edge);
      --_stage-text: var(--_color-stage-green-text);
    }
    [data-kind='lost'] {
      --_stage-soft: var(--_color-stage-red-soft);
      --_stage-edge: var(--_color-stage-red-edge);
      --_stage-text: var(--_color-stage-red-text);
    }
  `,
  unsafeCSS(
    names
      .map(
        (name) =>
          `[data-color='${name}']{${['soft', 'edge', 'text'].map((step) => `--_stage-${step}:var(--_color-stage-${name}-${step})`).join(';')}}`,
      )
      .join(''),
  ),
];
