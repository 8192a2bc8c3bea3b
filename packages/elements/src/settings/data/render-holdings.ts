import { html, nothing, type TemplateResult } from 'lit';
import type { AdapterCapabilities } from '@crm-elements/data';
import { byteWords, shareWords } from './byte-words.js';
import { sumOf, type KindCounts } from './kinds.js';
import { bound, renderCounts, type DataLocalizer } from './render-counts.js';
import type { StorageWatch } from './storage-facts.js';

interface Holdings {
  localizer: DataLocalizer;
  /** Undefined where the store does not say. */
  counts: KindCounts | undefined;
  capabilities: AdapterCapabilities;
  database: string;
  /** When the last backup was made here. */
  backupAt: string | undefined;
  storage: StorageWatch;
  /** What came of asking the browser to keep the data. */
  answer: string;
  ask: () => void;
}

const isInMemory = ({ capabilities: { persistence } }: Holdings): boolean => persistence === 'memory' || persistence === 'session';

function renderKept(holdings: Holdings): TemplateResult {
  const { localizer, storage, answer, ask } = holdings;
  const { t } = localizer;
  const { persisted } = storage.facts ?? {};
  const isGone = isInMemory(holdings);
  const text = isGone ? 'kept.memory' : persisted === undefined ? 'space.unknown' : persisted ? 'kept.yes' : 'kept.no';
  return html`<dt>${t('kept')}</dt>
    <dd>
      <p>${answer || t(text)}</p>
      ${
        !isGone && storage.canAsk
          ? html`<button type="button" class="button ask" aria-disabled=${storage.isAsking ? 'true' : 'false'} @click=${ask}>
              ${t(storage.isAsking ? 'kept.asking' : 'kept.ask')}
            </button>`
          : nothing
      }
    </dd>`;
}

function renderSpace({ localizer, storage }: Holdings): TemplateResult {
  const { t } = localizer;
  const words = bound(localizer);
  const { usage, quota } = storage.facts ?? {};
  if (usage === undefined || quota === undefined)
    return html`<dt>${t('space')}</dt>
      <dd>${t('space.unknown')}</dd>`;
  const text = t('space.of', { used: byteWords(words, usage), quota: byteWords(words, quota), share: shareWords(words, usage, quota) });
  return html`<dt>${t('space')}</dt>
    <dd>
      <p>${text}</p>
      <meter min="0" max=${quota} value=${usage} high=${quota * 0.9} aria-label=${t('space')}></meter>
      <p class="hint">${t('space.about')}</p>
    </dd>`;
}

/** How much of what is stored, where, and how safe it is there. */
export function renderHoldings(holdings: Holdings): TemplateResult {
  const { localizer, counts, capabilities, database, backupAt } = holdings;
  const { t } = localizer;
  const isHere = capabilities.reach === 'device';
  return html`${
      counts === undefined
        ? html`<p>${t('holds.unknown')}</p>`
        : sumOf(counts) === 0
          ? html`<p>${t('holds.none')}</p>`
          : renderCounts(bound(localizer), counts, true)
    }
    <dl class="facts">
      ${
        isInMemory(holdings)
          ? nothing
          : html`<dt>${t('database')}</dt>
              <dd><bdi>${database}</bdi></dd>`
      }
      <dt>${t('backup')}</dt>
      <dd>${backupAt ? html`<time datetime=${backupAt}>${localizer.date(backupAt, 'moment')}</time>` : t('backup.none')}</dd>
      ${isHere && !isInMemory(holdings) ? renderSpace(holdings) : nothing} ${isHere ? renderKept(holdings) : nothing}
    </dl>`;
}
