import { announce } from './announcer.js';
import { onAllRecords } from './collections.js';
import { byId, show } from './dom.js';
import type { Part } from './session.js';
import { bytes, share } from './words.js';

const usage = byId('usage', HTMLElement);
const quota = byId('quota', HTMLElement);
const meter = byId('meter', HTMLMeterElement);
const kept = byId('kept', HTMLElement);
const keptMeans = byId('kept-means', HTMLElement);
const ask = byId('persist', HTMLButtonElement);

/** How often the figures are asked for while the page is seen, and at least how long after records came or went, in milliseconds. */
const interval = 5_000;
const pause = 500;

// Not there in pages without https, though the types promise it.
const storage = navigator.storage as StorageManager | undefined;

async function showSpace(): Promise<void> {
  const estimate = await storage?.estimate?.().catch(() => undefined);
  if (estimate?.usage === undefined || !estimate.quota) {
    show(usage, 'Not known');
    show(quota, 'This browser does not tell.');
    return;
  }
  show(usage, bytes(estimate.usage));
  show(quota, `${share(estimate.usage, estimate.quota)} of the ${bytes(estimate.quota)} allowed`);
  meter.value = estimate.usage / estimate.quota;
  meter.hidden = false;
}

function showKept(persisted: boolean | undefined, inMemory = false): void {
  ask.hidden = inMemory || persisted !== false || !storage?.persist;
  if (inMemory) {
    show(kept, 'No');
    show(keptMeans, 'The records last until this window is closed.');
  } else if (persisted === undefined) {
    show(kept, 'Not known');
    show(keptMeans, 'This browser does not tell.');
  } else if (persisted) {
    show(kept, 'Promised');
    show(keptMeans, 'The browser does not remove the records by itself.');
  } else {
    show(kept, 'Not promised');
    show(keptMeans, 'The browser may remove the records when the disk is nearly full; Safari also after 7 days without a visit.');
  }
}

async function askToKeep(): Promise<void> {
  ask.setAttribute('aria-disabled', 'true');
  show(ask, 'Asking…');
  const granted = await storage!.persist().catch(() => false);
  ask.removeAttribute('aria-disabled');
  show(ask, 'Ask again');
  if (granted) showKept(true);
  else show(keptMeans, 'The browser did not agree. It decides by itself: visit more often, bookmark or install the site, allow notifications, then ask again.');
  announce(granted ? 'The browser keeps the records until they are erased.' : 'The browser did not agree to keep the records.');
}

ask.addEventListener('click', () => {
  if (ask.getAttribute('aria-disabled') !== 'true') void askToKeep();
});

/** Whether the browser promises to keep the records; a store in memory is not its to keep. */
export const keptPart: Part = (adapter, signal) => {
  const look = async () => {
    const persisted = await storage?.persisted?.().catch(() => undefined);
    if (!signal.aborted) showKept(persisted, adapter.status.state === 'memory');
  };
  const subscription = adapter.onStatus(() => void look());
  signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
  void look();
};

export function watchSpace(): void {
  void showSpace();
  setInterval(() => {
    if (document.visibilityState === 'visible') void showSpace();
  }, interval);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  onAllRecords(() => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      void showSpace();
    }, pause);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void showSpace();
  });
}
