import type { DataAdapter, StoredRecord } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import { pagesOf } from '../pages.js';

/** A name that is shorter is in too many words. */
const shortestName = 4;
const most = 1_000;
const pageSize = 500;

/** As a text stands in JSON, without regard to case. */
const sought = (text: string): string => JSON.stringify(text.trim()).slice(1, -1).toLowerCase();

/** What a person is known by in texts: full name, e-mail addresses, telephone numbers. */
export function wordsOf(contacts: readonly StoredRecord[]): string[] {
  const words = (contacts as unknown as Contact[]).flatMap(({ fullName, emails, phones }) => [
    ...(fullName.trim().length >= shortestName ? [fullName] : []),
    ...emails.flatMap(({ value, key }) => [value, key]),
    ...phones.flatMap(({ raw, e164 }) => [raw, e164 ?? '']),
  ]);
  return [...new Set(words.map(sought))].filter((word) => word !== '');
}

/**
 * The records of a store with one of these words in a text; all of it is looked through.
 * @param turn called after each page
 */
export async function mentionsOf(
  adapter: DataAdapter,
  words: readonly string[],
  signal: AbortSignal | undefined,
  turn: (records: number) => void,
): Promise<{ collection: string; id: string }[]> {
  const mentions: { collection: string; id: string }[] = [];
  if (words.length === 0) return mentions;
  let looked = 0;
  for (const collection of Object.keys(adapter.model.collections)) {
    for await (const page of pagesOf(adapter, { collection, limit: pageSize }, signal)) {
      for (const record of page) {
        const text = JSON.stringify(record).toLowerCase();
        if (mentions.length < most && words.some((word) => text.includes(word))) mentions.push({ collection, id: record.id });
      }
      looked += page.length;
      turn(looked);
    }
  }
  return mentions;
}
