import type { RecordInput } from '@crm-elements/schema';

/** A picture made of pixels (PNG, JPEG, GIF, WebP, AVIF), its type told from its bytes. */
export interface VCardPhoto {
  mediaType: string;
  bytes: Uint8Array;
}

/** A line of a card that a contact does not keep, or not wholly, such as `GENDER` or a second `TITLE`. */
export interface VCardExtra {
  /** Where it stands in the file, from 1. */
  line: number;
  /** The property, in upper case. */
  name: string;
  /** The values of its parameters, by their names in upper case. */
  params: Record<string, string[]>;
  /** Its label (`X-ABLabel`), such as `anniversary`. */
  label?: string;
  /** The value as text, with the escapes of vCard still in it. */
  value: string;
}

/** A card as a contact, and all that it says beside what a contact keeps. */
export interface ReadContact {
  /** Which card of the file, from 1. */
  card: number;
  /** Where it begins in the file, from 1. */
  line: number;
  /**
   * What `client.contacts.create()` takes. The card's UID is its external id of the system `vcard`. `photo` is set for a web address only: nothing is
   * fetched.
   */
  contact: RecordInput<'contacts'>;
  /** The company that the person works for; its record is found or made by whoever imports. */
  companyName?: string;
  /** Departments within the company, the largest first. */
  companyUnits?: string[];
  /** A photo within the card. */
  photo?: VCardPhoto;
  /** When the card was last changed. */
  revisedAt?: string;
  notes: string[];
  /** All else, in the order of the file, so that nothing is lost silently. */
  extras: VCardExtra[];
}
