import { toCrmError } from '@crm-elements/data';
import { announce } from './announcer.js';
import { byId, show } from './dom.js';
import { failure, Job } from './jobs.js';
import { countsFor } from './recipe.js';
import type { Session } from './session.js';
import { numbers, records, seconds } from './words.js';

const form = byId('fill', HTMLFormElement);
const start = byId('fill-start', HTMLButtonElement);
const sizes = form.querySelector('fieldset')!;
const own = byId('own', HTMLElement);
const ownSize = byId('own-size', HTMLInputElement);
const ownError = byId('own-error', HTMLElement);

const most = 1_000_000;

const channel = new MessageChannel();

/** Lets the page paint and hear its buttons, also over a store that answers at once. No timer: in a hidden window those wait. */
const nextTask = () =>
  new Promise<void>((done) => {
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(null);
  });

const chosen = (): string => form.querySelector<HTMLInputElement>('input[name=size]:checked')?.value ?? '';

/** The figure that was asked for, or `undefined` where it is none. */
function chosenSize(): number | undefined {
  const choice = chosen();
  const text = choice === 'own' ? ownSize.value.replaceAll(/[\s,._'’]/g, '') : choice;
  const size = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return size >= 1 && size <= most ? size : undefined;
}

function showChoice(): void {
  own.hidden = chosen() !== 'own';
  const size = chosenSize();
  show(start, size === undefined ? 'Fill' : `Fill with ${records(size)}`);
  if (size !== undefined) showError(undefined);
}

function showError(text: string | undefined): void {
  ownError.hidden = text === undefined;
  ownSize.setAttribute('aria-invalid', String(text !== undefined));
  show(ownError, text ?? '');
}

export function wireFill(session: Session): void {
  const job = new Job('fill', 'fill');

  const fill = (size: number) =>
    job.run(async (progress, signal) => {
      sizes.disabled = true;
      announce(`Filling with ${records(size)}.`);
      const { adapter, origin } = session;
      const began = performance.now();
      let done = 0;
      try {
        await adapter.open();
        const { instance } = adapter;
        // The generators are large, and not everyone fills.
        const { generateRecords } = await import('@crm-elements/data/testing');
        const seed = Math.floor(Math.random() * 2 ** 32);
        for (const ops of generateRecords({ seed, now: Date.now(), counts: countsFor(size) })) {
          if (signal.aborted) return { tone: 'info', text: `Cancelled. ${numbers(done)} of ${records(size)} were written and stay.` };
          await adapter.commit({ ops, origin });
          done += ops.length;
          // What is still to come would point to records that are gone.
          if (adapter.instance !== instance) return { tone: 'warning', text: `Stopped: the store was emptied or restored after ${numbers(done - ops.length)} of ${records(size)}. Fill it again if you like.` };
          const left = ((performance.now() - began) / done) * (size - done);
          progress(done, size, `${numbers(done)} of ${numbers(size)}`, left > 1_000 ? `about ${seconds(left)} left` : '');
          await nextTask();
        }
        return { tone: 'success', text: `${records(done)} written in ${seconds(performance.now() - began)}.` };
      } catch (error) {
        const { code } = toCrmError(error);
        const stay = code === 'LOST' ? '' : done > 0 ? `Stopped after ${numbers(done)} of ${records(size)}, which stay. ` : 'Not filled. ';
        return { tone: 'danger', text: stay + failure(error) };
      } finally {
        sizes.disabled = false;
      }
    });

  form.addEventListener('change', showChoice);
  ownSize.addEventListener('input', showChoice);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const size = chosenSize();
    if (size === undefined) {
      showError(`Write a whole number from 1 to ${numbers(most)}.`);
      ownSize.focus();
      announce(ownError.textContent);
    } else void fill(size);
  });
  showChoice();
}
