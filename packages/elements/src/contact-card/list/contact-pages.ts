/** Contacts in an order, or as a search finds them, read where they are looked at. */
import type { CrmClient } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import type { ContactRules } from './contact-rules.js';
import type { ContactSort } from './contact-sorts.js';

/** Which contacts, in which order. */
export interface PagesQuery {
  readonly rules: ContactRules;
  readonly sort: ContactSort;
  /** Words to find. Where the search of the store answers, the order is by how well they are met. */
  readonly text: string;
}

export interface PagesHandle {
  /** Something has changed. Called first when the first page is there, or how far counting is. */
  readonly next: (pages: ContactPages) => void;
  readonly fail: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** What all ways of reading have in common. */
export interface ContactPages {
  /** The record at a place; undefined as long as it is not read. */
  at(index: number): Contact | undefined;
  /** The place of a record that is read, or -1. */
  indexOf(id: string): number;
  /** How many there are, as far as it is known. */
  readonly count: number;
  /** Whether `count` is all of them. */
  readonly exact: boolean;
  /** How far counting is, from 0 to 1, as long as nothing else is known; undefined where the number is known. */
  readonly counting: number | undefined;
  /** These places are in sight: reads what is missing there. */
  show(first: number, last: number): void;
}

/** A way of reading. */
export type PagesReader = new (client: CrmClient, query: PagesQuery, handle: PagesHandle) => ContactPages;
