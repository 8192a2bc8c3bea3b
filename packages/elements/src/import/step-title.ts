import type { ImportSession } from './import-session.js';
import type { StepsLocalizer } from './import-view.js';

/** The heading of a step. That of the last one says how the writing is going, or how it went. */
export function stepTitle({ step, running }: ImportSession, { t }: StepsLocalizer): string {
  if (step === 'choose' || step === 'map' || step === 'preview') return t(`${step}.title`);
  switch (running?.state) {
    case 'stopped':
      return t('stopped.title');
    case 'failed':
      return t('failed.title');
    case 'done':
      return t('report.title');
    case 'removing':
      return t('removing.title');
    case 'removed':
      return t('removed.title');
    case 'not-removed':
      return t('notRemoved.title');
    default:
      return t('run.title');
  }
}
