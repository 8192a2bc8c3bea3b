import { cached } from '../i18n/format.js';

const units = ['byte', 'kilobyte', 'megabyte'] as const;

/** How large a file is, for people: "1.4 MB". Decimal units, as file managers show them. */
export function formatBytes(bytes: number, locale: string): string {
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const options = { style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: step === 2 ? 1 : 0 } as const;
  return cached('bytes', locale, options, () => new Intl.NumberFormat(locale, options)).format(bytes / 1_000 ** step);
}
