/** Records by collection; `files` counts attachments' bytes and photos. Kinds of which there is nothing are left out. */
export type PersonCounts = Readonly<Record<string, number>>;

/** What a store holds of one person. */
export interface PersonSummary {
  /** The contact that stands for the person now: the one that was asked for, or the one that it was merged into. */
  contactId: string;
  /** Records that are about this person alone. */
  counts: PersonCounts;
  /** Records that name this person and somebody or something else too: deals, and notes, tasks and activities about several. */
  shared: PersonCounts;
}

/** How far it is: what is of the person is read first; then it is erased, derived data tidied up, and what stays looked through. */
export interface PersonProgress {
  phase: 'reading' | 'erasing' | 'tidying' | 'checking';
  done: number;
  /** As far as it is known. */
  total: number;
}

export interface PersonOptions {
  /** Ends it between two steps. What was erased by then stays so; called again it goes on. */
  signal?: AbortSignal;
  /** Called now and then. */
  onProgress?: (progress: PersonProgress) => void;
  /** Milliseconds since 1970. Default: the present. */
  now?: () => number;
}

export interface ExportedPerson {
  /** JSON in UTF-8, indented. */
  blob: Blob;
  /** What to call the file: the person's name and the day. */
  name: string;
  counts: PersonCounts;
}

export interface ErasedPerson {
  /** What was removed, since the first call for this person. */
  counts: PersonCounts;
  /** What stays, without the person. */
  shared: PersonCounts;
  /**
   * Records that stay and still have the person's full name, e-mail address or telephone number in one of their texts, such as the name of a
   * deal: nobody but a person can say what is to become of those. 1,000 at most.
   */
  mentions: readonly { collection: string; id: string }[];
  /** What the entry in the log names in the place of the person. */
  recordId: string;
}
