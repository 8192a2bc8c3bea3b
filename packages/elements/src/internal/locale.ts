import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { common } from '../i18n/en/common.js';
import { loadTexts, servedBy, textsOf, type Namespace } from '../i18n/catalogue.js';
import { cached, directionOf, fill } from '../i18n/format.js';
import type { Message, Messages, ValueArguments } from '../i18n/messages.js';
import type { pseudo as changeToPseudo, PseudoLocale } from '../i18n/pseudo.js';
import { surroundingsOf, watchSurroundings } from '../i18n/surroundings.js';

type Host = ReactiveControllerHost & Element;
type Common = typeof common;
/** An element's own texts, and the common ones that it has not of its own. */
type All<M> = M & Omit<Common, keyof M>;

const dateStyles = {
  /** 23 Nov 2026 */
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  /** 23 Nov */
  shortDay: { day: 'numeric', month: 'short' },
  /** Monday, 23 November */
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  /** 09:30 */
  time: { hour: 'numeric', minute: '2-digit' },
  /** 23 Nov 2026, 09:30 */
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof dateStyles;

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const isPseudo = (locale: string): locale is PseudoLocale => locale === 'en-XA' || locale === 'ar-XB';

let pseudo: typeof changeToPseudo | undefined;

const loadPseudo = async (): Promise<void> => {
  ({ pseudo } = await import('../i18n/pseudo.js'));
};

/**
 * The texts, numbers and dates of an element in its language: the one that stands nearest around it (`lang`, or a provider's `locale`).
 * `M` are the element's own English texts; those of `common` are there too. The element renders again when the language changes.
 */
export class Localizer<const M extends Messages> implements ReactiveController {
  readonly #host: Host;
  readonly #own: M;
  readonly #namespace: Namespace;
  #locale = 'en';
  #direction: 'ltr' | 'rtl' | undefined;
  #stop: (() => void) | undefined;
  #ready: Promise<void> | undefined;

  constructor(host: Host, namespace: Namespace, messages: M) {
    this.#host = host;
    this.#namespace = namespace;
    this.#own = messages;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = watchSurroundings(this.#host, () => this.#look());
    this.#look();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #look(): void {
    const { locale, direction } = surroundingsOf(this.#host);
    if (locale === this.#locale && direction === this.#direction) return;
    this.#locale = locale;
    this.#direction = direction;
    this.#ready = (isPseudo(locale) ? loadPseudo() : loadTexts(servedBy(locale)))?.then(() => {
      this.#ready = undefined;
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }

  /** What the first rendering waits for, so that no other language is seen before; undefined when there is nothing to wait for. */
  get ready(): Promise<void> | undefined {
    return this.#ready;
  }

  /** BCP 47. */
  get locale(): string {
    return this.#locale;
  }

  /** As the page says, or else as the language is written. */
  get dir(): 'ltr' | 'rtl' {
    return this.#direction ?? directionOf(this.#locale);
  }

  /** A text, its names filled in; plural arms are chosen by `count`. It may be taken off: `const { t } = this.localizer`. */
  readonly t = <Key extends keyof All<M> & string>(key: Key, ...[values]: ValueArguments<Extract<All<M>[Key], Message>>): string => {
    const isOwn = Object.hasOwn(this.#own, key);
    const english = isOwn ? this.#own[key] : (common as Messages)[key];
    // Keys may be made of what a store holds; a value that no text is for is shown as it is.
    if (english === undefined) return key;
    const filled = (values ?? {}) as Record<string, string | number>;
    if (pseudo && isPseudo(this.#locale)) return fill(pseudo(english, this.#locale), filled, this.#locale);
    const language = servedBy(this.#locale);
    const translated = textsOf(language, isOwn ? this.#namespace : 'common')?.[key];
    // English texts keep to English rules, also where the numbers of another country are shown.
    return fill(translated ?? english, filled, translated || this.#locale.startsWith('en') ? this.#locale : 'en');
  };

  /** A text whose key is only known at run time, or undefined when there is none of that name. */
  maybe(key: string): string | undefined {
    const known = Object.hasOwn(this.#own, key) || Object.hasOwn(common, key);
    return known ? (this.t as unknown as (key: string) => string).call(this, key) : undefined;
  }

  number(value: number | bigint, options?: Intl.NumberFormatOptions): string {
    return cached('number', this.#locale, options, () => new Intl.NumberFormat(this.#locale, options)).format(value);
  }

  /** @param value a moment or a calendar date, in ISO 8601. A calendar date is the same day everywhere. */
  date(value: string, style: DateStyle = 'day'): string {
    const calendar = value.length === 10;
    const options = { ...dateStyles[style], ...(calendar && { timeZone: 'UTC' }) };
    return cached('date', this.#locale, options, () => new Intl.DateTimeFormat(this.#locale, options)).format(new Date(value));
  }

  /** How long ago, or in how long: "3 hours ago". @param now milliseconds since 1970 */
  relative(value: string, now: number, style: 'long' | 'short' | 'narrow' = 'long'): string {
    const distance = Date.parse(value) - now;
    const step = steps.find(([, length]) => Math.abs(distance) >= length);
    if (!step) return this.t('justNow' as never, ...([] as never));
    // In Arabic the short form of "3 months ago" reads "within 3 months".
    const options = { numeric: 'auto', style: style === 'short' && this.#locale.startsWith('ar') ? 'long' : style } as const;
    const format = cached('relative', this.#locale, options, () => new Intl.RelativeTimeFormat(this.#locale, options));
    return format.format(Math.trunc(distance / step[1]), step[0]);
  }

  /** "Ana, Ben and Cem". */
  list(items: readonly string[]): string {
    return cached('list', this.#locale, undefined, () => new Intl.ListFormat(this.#locale)).format(items);
  }

  /** Compares as people sort in this language. */
  get compare(): (a: string, b: string) => number {
    const collator = cached('collator', this.#locale, undefined, () => new Intl.Collator(this.#locale));
    return (a, b) => collator.compare(a, b);
  }
}
