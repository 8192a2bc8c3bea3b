import { readBoolean, readChoice } from './choices.js';
import { domainOf, readEmails, readPhones, splitWords, type CellParts } from './contact-cells.js';
import { readDate, readMoment } from './dates.js';
import type { Draft } from './draft.js';
import { currencyOf, readMoney, readNumber, readScaled } from './figures.js';
import { labelWords } from './heading-words.js';
import type { ColumnMapping, CsvMapIssueCode } from './mapping.types.js';
import type { CsvTarget, ValueKind } from './targets.js';

/** What of a cell was not taken. */
export interface Refused {
  code: CsvMapIssueCode;
  message: string;
  value: string;
}

const messages: Readonly<Partial<Record<CsvMapIssueCode, string>>> = {
  'no-email': 'This is no e-mail address.',
  'no-phone': 'This is no telephone number.',
  'no-url': 'This is no address on the web.',
  'no-date': 'This is no date that exists, or it is written in another order than the others.',
  'no-moment': 'This is no moment that exists, or its date is written in another order than the others.',
  'no-money': 'This is no amount that can be kept exactly.',
  'no-currency': 'Nothing says the currency of this amount.',
  'no-number': 'This is no number that the field can hold.',
  'no-choice': 'The field has no such choice.',
  'no-boolean': 'This is neither yes nor no.',
  repeated: 'Another column has filled the field already, with something else.',
};

const refuse = (code: CsvMapIssueCode, value: string): Refused[] => [{ code, message: messages[code]!, value }];

const url = /^(?:[a-z][a-z\d+.-]{0,20}:)?[^\s]{1,2000}$/i;
const maxBasisPoints = 10_000;

export interface ColumnContext {
  /** Of the column. */
  name: string;
  /** Where the row says the currency. */
  currencyColumn: number | undefined;
  /** Where nothing else says it. */
  currency: string | undefined;
}

type Read = (text: string, draft: Draft, cells: readonly string[]) => Refused[] | undefined;

/** Reads the cells of one column into drafts. */
export class ColumnReader {
  readonly name: string;
  readonly #mapping: ColumnMapping;
  readonly #target: CsvTarget;
  readonly #context: ColumnContext;
  readonly #read: Read;

  constructor(mapping: ColumnMapping, target: CsvTarget, context: ColumnContext) {
    this.name = context.name;
    this.#mapping = mapping;
    this.#target = target;
    this.#context = context;
    this.#read = this.#readersByKind[target.kind];
  }

  /** @returns what could not be taken; the rest of the cell was */
  read(cells: readonly string[], draft: Draft): Refused[] | undefined {
    const text = (cells[this.#mapping.column] ?? '').trim();
    return text === '' ? undefined : this.#read(text, draft, cells);
  }

  #set(draft: Draft, text: string, value: string | number | boolean | object | undefined, code: CsvMapIssueCode): Refused[] | undefined {
    if (value === undefined) return refuse(code, text);
    return draft.set(this.#target.field, value as never) ? undefined : refuse('repeated', text);
  }

  /** What kind of contact point it is: what another column says, or the target. A number tells columns apart, and is no kind. */
  #label(cells: readonly string[]): string {
    const { labelFrom } = this.#mapping;
    const told = labelFrom === undefined ? '' : (cells[labelFrom] ?? '').replace(/^\*\s?/, '').trim().toLowerCase(); // prettier-ignore
    const label = labelWords.get(told) || told || this.#target.label;
    return /^\d*$/.test(label) ? '' : label;
  }

  #addParts<Part extends object>(
    draft: Draft,
    cells: readonly string[],
    parts: CellParts<Part>,
    code: CsvMapIssueCode,
  ): Refused[] | undefined {
    const label = this.#label(cells);
    if (parts.found.length > 0) draft.add(this.#target.field, parts.found.map((part) => ({ ...part, ...(label && { type: label }) }))); // prettier-ignore
    return parts.rejected.length > 0 ? parts.rejected.flatMap((part) => refuse(code, part)) : undefined;
  }

  #money(text: string, cells: readonly string[]): ReturnType<typeof readMoney> {
    const { currencyColumn, currency } = this.#context;
    const usual = this.#mapping.formats?.currency ?? currency;
    const ofRow = currencyColumn === undefined ? '' : (cells[currencyColumn] ?? '').trim();
    return readMoney(text, this.#mapping.formats?.decimal ?? '.', (ofRow && currencyOf(ofRow, usual)) || usual);
  }

  get #order() {
    return this.#mapping.formats?.date ?? 'dmy';
  }

  get #decimal() {
    return this.#mapping.formats?.decimal ?? '.';
  }

  readonly #readersByKind: Readonly<Record<ValueKind, Read>> = {
    text: (text, draft) => this.#set(draft, text, text, 'repeated'),
    texts: (text, draft) => void draft.add(this.#target.field, splitWords(text)),
    domains: (text, draft) => {
      const domains = splitWords(text).map((part) => ({ part, domain: domainOf(part) }));
      draft.add(this.#target.field, domains.flatMap(({ domain }) => domain ?? [])); // prettier-ignore
      return domains.flatMap(({ part, domain }) => (domain === undefined ? refuse('no-url', part) : []));
    },
    email: (text, draft, cells) => this.#addParts(draft, cells, readEmails(text), 'no-email'),
    'plain-email': (text, draft) => this.#set(draft, text, readEmails(text).found[0]?.value, 'no-email'),
    phone: (text, draft, cells) => this.#addParts(draft, cells, readPhones(text), 'no-phone'),
    url: (text, draft, cells) => {
      const parts = text.split(/\n|:::/).flatMap((part) => part.trim() || []);
      const found = parts.filter((part) => url.test(part)).map((value) => ({ value }));
      return this.#addParts(draft, cells, { found, rejected: parts.filter((part) => !url.test(part)) }, 'no-url');
    },
    social: (text, draft) => void draft.add(this.#target.field, [{ network: this.#target.label, value: text }]),
    address: (text, draft, cells) => (draft.setAddress(this.#target, this.#label(cells), text) ? undefined : refuse('repeated', text)),
    date: (text, draft) => this.#set(draft, text, readDate(text, this.#order), 'no-date'),
    moment: (text, draft) => this.#set(draft, text, readMoment(text, this.#order), 'no-moment'),
    began: (text, draft) => {
      const moment = readMoment(text, this.#order);
      if (moment === undefined) return refuse('no-moment', text);
      draft.createdAt ??= moment;
      return draft.createdAt === moment ? undefined : refuse('repeated', text);
    },
    'close-date': (text, draft) => {
      const date = readDate(text, this.#order);
      const moment = readMoment(text, this.#order);
      if (date === undefined || moment === undefined) return refuse('no-date', text);
      draft.closeDate = { date, moment };
      return undefined;
    },
    money: (text, draft, cells) => {
      const money = this.#money(text, cells);
      return typeof money === 'string' ? refuse(money, text) : this.#set(draft, text, money, 'no-money');
    },
    whole: (text, draft) => {
      const whole = readScaled(text, this.#decimal, 0);
      return this.#set(draft, text, whole !== undefined && whole >= 0 ? whole : undefined, 'no-number');
    },
    percent: (text, draft) => {
      const basisPoints = readScaled(text.replace(/\s?%$/, ''), this.#decimal, 2);
      const isShare = basisPoints !== undefined && basisPoints >= 0 && basisPoints <= maxBasisPoints;
      return this.#set(draft, text, isShare ? basisPoints : undefined, 'no-number');
    },
    number: (text, draft) => this.#set(draft, text, readNumber(text, this.#decimal), 'no-number'),
    boolean: (text, draft) => this.#set(draft, text, readBoolean(text), 'no-boolean'),
    choices: (text, draft) => {
      const parts = splitWords(text).map((part) => ({ part, choice: readChoice(part, this.#target.choices ?? []) }));
      draft.add(this.#target.field, parts.flatMap(({ choice }) => choice ?? [])); // prettier-ignore
      return parts.flatMap(({ part, choice }) => (choice === undefined ? refuse('no-choice', part) : []));
    },
    choice: (text, draft) => this.#set(draft, text, readChoice(text, this.#target.choices ?? []), 'no-choice'),
    relation: (text, draft) => {
      const names = this.#target.field === 'contactIds' ? text.split(/[;\n]|:::/).flatMap((name) => name.trim() || []) : [text];
      return names.flatMap((name) => (draft.relate(this.#target, this.name, name) ? [] : refuse('repeated', name)));
    },
    key: (text, draft) => {
      draft.key ??= text;
      return draft.key === text ? undefined : refuse('repeated', text);
    },
    note: (text, draft) => void draft.notes.push(text),
    // The columns that say something of other columns are read with those.
    currency: () => undefined,
    label: () => undefined,
  };
}
