/** What can be done with selected contacts, and how far it is. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { peopleWork } from '../../i18n/en/people-work.js';
import { circleDot, copy, download, tag, trash, userPlus, x } from '../../internal/icons.js';
import type { Localizer } from '../../internal/locale.js';
import { icon } from '../../internal/parts/icon.js';

/** Something that is being done with many contacts. */
export interface ListWork {
  readonly text: string;
  /** From 0 to 1; undefined as long as it is not known. */
  readonly part: number | undefined;
  readonly stop: () => void;
}

const bulkKinds = [
  ['tags', tag, 'dialog'],
  ['owner', userPlus, 'menu'],
  ['stage', circleDot, 'menu'],
  ['export', download, 'menu'],
  ['merge', copy, 'dialog'],
  ['remove', trash, 'dialog'],
] as const;

/** What can be done with those that are selected. */
export type BulkKind = (typeof bulkKinds)[number][0];

interface Bulk {
  readonly localizer: Localizer<typeof peopleWork>;
  readonly selected: number;
  readonly onBulk: (kind: BulkKind, trigger: HTMLElement) => void;
  readonly onClear: () => void;
}

export function renderBulk({ localizer: { t }, selected, onBulk, onClear }: Bulk): TemplateResult[] {
  const button = (name: string, picture: string, onClick: (event: Event) => void, popup?: 'menu' | 'dialog') =>
    html`<button
      type="button"
      class="button quiet icon-only"
      aria-haspopup=${popup ?? nothing}
      aria-label=${name}
      title=${name}
      @click=${onClick}
    >
      ${icon(picture)}
    </button>`;
  return [
    ...bulkKinds
      .filter(([kind]) => kind !== 'merge' || selected === 2)
      .map(([kind, picture, popup]) =>
        button(t(`bulk.${kind}`), picture, ({ currentTarget }) => onBulk(kind, currentTarget as HTMLElement), popup),
      ),
    button(t('bulk.clear'), x, onClear),
  ];
}

export const renderWork = ({ t }: Localizer<typeof peopleWork>, { text, part, stop }: ListWork): TemplateResult =>
  html`<progress max="1" .value=${part ?? 0} aria-label=${text}></progress>
    <button type="button" class="button small stop" @click=${stop}>${t('stop')}</button>`;

export const bulkStyles = css`
  .bar.bulk {
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
  }
  .bar.bulk .button.quiet {
    color: var(--_color-brand-text);
  }
  .bar.bulk .button.quiet:hover {
    background: var(--_color-brand-soft-hover);
  }
  .bar progress {
    inline-size: 96px;
    accent-color: var(--_color-brand);
  }
  @container (max-width: 479px) {
    .bar progress {
      display: none;
    }
  }
`;
