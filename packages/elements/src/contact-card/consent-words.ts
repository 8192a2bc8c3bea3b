/** How consents are called. */
import type { Consent } from '@crm-elements/schema';
import type { consent } from '../i18n/en/consent.js';
import type { Localizer } from '../internal/locale.js';

export type ConsentLocalizer = Localizer<typeof consent>;

export const consentChannels = ['email', 'phone', 'sms', 'chat', 'post', 'web'] as const;
export const consentPurposes = ['newsletter', 'marketing', 'offers', 'service', 'surveys', 'analytics'] as const;
/** The legal grounds of GDPR, Article 6 (1). */
export const legalBases = ['consent', 'contract', 'legalObligation', 'vitalInterests', 'publicTask', 'legitimateInterests'] as const;

/** What a channel, purpose, legal basis or status is called: ours where it is one of the usual ones, otherwise as it was written. */
export const consentWord = (localizer: ConsentLocalizer, kind: 'channel' | 'purpose' | 'basis' | 'status', value: string): string =>
  localizer.maybe(`${kind}.${value}`) ?? localizer.maybe(`${kind}.${value.trim().toLowerCase()}`) ?? value;

/** "Email, Newsletter" */
export const consentName = (localizer: ConsentLocalizer, { channel, purpose }: Pick<Consent, 'channel' | 'purpose'>): string =>
  localizer.t('about', { channel: consentWord(localizer, 'channel', channel), purpose: consentWord(localizer, 'purpose', purpose) });
