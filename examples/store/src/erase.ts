import { announce } from './announcer.js';
import { allRecords, onAllRecords } from './collections.js';
import { byId, show } from './dom.js';
import { clearOutcomes, failure, isBusy, showOutcome, startsJob } from './jobs.js';
import type { Session } from './session.js';
import { records } from './words.js';

const start = byId('erase-start', HTMLButtonElement);
const outcome = byId('erase-outcome', HTMLElement);
const dialog = byId('erase', HTMLDialogElement);
const means = byId('erase-means', HTMLElement);
const error = byId('erase-error', HTMLElement);
const keep = byId('erase-keep', HTMLButtonElement);
const go = byId('erase-go', HTMLButtonElement);

export function wireErase(session: Session): void {
  let erasing = false;

  const showQuestion = () => {
    if (erasing) return;
    const { count } = allRecords();
    const what = count > 0 ? records(count) : 'No record, but the list of changes,';
    show(means, `${what} in the database “${session.database}” will be gone from this browser, in all of its windows. This cannot be undone.`);
    show(go, count > 0 ? `Erase ${records(count)}` : 'Erase');
  };
  const erase = async () => {
    erasing = true;
    const { count } = allRecords();
    go.setAttribute('aria-disabled', 'true');
    keep.setAttribute('aria-disabled', 'true');
    show(go, 'Erasing…');
    announce('Erasing.');
    try {
      await session.erase();
      dialog.close();
      showOutcome(outcome, { tone: 'success', text: `${records(count)} erased. The store is empty and goes on.` });
    } catch (thrown) {
      error.hidden = false;
      show(error, `Not erased. ${failure(thrown)}`);
      announce(error.textContent, { urgent: true });
    } finally {
      erasing = false;
      go.removeAttribute('aria-disabled');
      keep.removeAttribute('aria-disabled');
      showQuestion();
    }
  };

  startsJob(start, 'erasure');
  onAllRecords(() => {
    if (dialog.open) showQuestion();
  });
  start.addEventListener('click', () => {
    if (isBusy(outcome)) return;
    clearOutcomes();
    error.hidden = true;
    showQuestion();
    // Opens with the focus on the harmless answer, and gives it back when it closes.
    dialog.showModal();
  });
  keep.addEventListener('click', () => {
    if (!erasing) dialog.close();
  });
  go.addEventListener('click', () => {
    if (!erasing) void erase();
  });
  dialog.addEventListener('cancel', (event) => {
    // What is under way can no longer be called off.
    if (erasing) event.preventDefault();
  });
}
