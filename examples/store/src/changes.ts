import type { Change, DataAdapter } from '@crm-elements/data';
import { byId, element } from './dom.js';
import { onAllRecords } from './collections.js';
import type { Part } from './session.js';
import { changeSummary, moment, numbers } from './words.js';

const body = byId('changes', HTMLTableSectionElement);
const table = byId('changes-table', HTMLTableElement);
const empty = byId('changes-empty', HTMLElement);

const shown = 20;
const pageSize = 1_000;
/** The feed has no watch: it is asked after each change of a count, and every so often for changes that move none. */
const interval = 2_000;

function rowOf({ at, operations, origin, by }: Change, own: string): HTMLTableRowElement {
  const from = origin === own ? 'This window' : (origin ?? 'Not said');
  return element(
    'tr',
    {},
    element('td', {}, element('time', { datetime: at, text: moment(at, new Date()) })),
    element('td', { text: changeSummary(operations) }),
    element('td', { class: 'number operations', text: numbers(operations.length) }),
    element('td', {}, element('bdi', { text: by ? `${from}, ${by.kind} ${by.id}` : from })),
  );
}

/** Reads on to the end of the feed, and keeps the last few. */
async function readOn(adapter: DataAdapter, latest: Change[], after: string | undefined, signal: AbortSignal): Promise<{ latest: Change[]; next: string }> {
  for (;;) {
    const page = await adapter.changes({ limit: pageSize, signal, ...(after !== undefined && { after }) });
    latest = (page.reset ? [] : latest).concat(page.changes).slice(-shown);
    after = page.next;
    if (!page.more) return { latest, next: page.next };
  }
}

export function changesPart(origin: string): Part {
  let ask = () => undefined as void;
  onAllRecords(() => ask());
  setInterval(() => {
    if (document.visibilityState === 'visible') ask();
  }, interval);

  return (adapter, signal) => {
    let latest: Change[] = [];
    let next: string | undefined;
    let reading = false;
    let again = false;

    const paint = () => {
      body.replaceChildren(...latest.toReversed().map((change) => rowOf(change, origin)));
      table.hidden = latest.length === 0;
      empty.hidden = latest.length > 0;
    };
    const read = async () => {
      reading = true;
      do {
        again = false;
        try {
          const known = next;
          const found = await readOn(adapter, latest, next, signal);
          if (signal.aborted) return;
          ({ latest, next } = found);
          if (next !== known) paint();
        } catch {
          // The status says why; it is tried again soon.
        }
      } while (again);
      reading = false;
    };
    ask = () => {
      if (!adapter.capabilities.changes) return;
      again = true;
      if (!reading) void read();
    };
    paint();
    ask();
  };
}
