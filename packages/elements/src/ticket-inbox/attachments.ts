import type { CrmClient } from '@crm-elements/data';
import type { Attachment } from '@crm-elements/schema';
import type { Thumbnail } from '../internal/thumbnail.js';

/** Pictures that are kept though nobody looks at them. */
const keptThumbs = 60;

const mostTries = 4;

const looksLikePicture = ({ mediaType }: Attachment) => mediaType.startsWith('image/');

/** The files of the messages in sight: their records in one read, pictures among them as small copies. */
export class Attachments {
  readonly #changed: () => void;
  readonly #records = new Map<string, Attachment | undefined>();
  readonly #asked = new Set<string>();
  readonly #thumbs = new Map<string, Thumbnail | 'none' | 'loading'>();
  readonly #tries = new Map<string, number>();
  readonly #again = new Set<string>();
  #later: ReturnType<typeof setTimeout> | undefined;
  #client: CrmClient | undefined;
  #ended = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Undefined while it is read; `null` when it is not there. */
  get(id: string): Attachment | null | undefined {
    return this.#records.has(id) ? (this.#records.get(id) ?? null) : undefined;
  }

  thumb(attachment: Attachment): Thumbnail | undefined {
    const known = this.#thumbs.get(attachment.id);
    if (known === undefined && looksLikePicture(attachment)) void this.#load(attachment);
    return typeof known === 'object' ? known : undefined;
  }

  want(client: CrmClient | undefined, ids: Iterable<string>): void {
    if (client !== this.#client) {
      this.end();
      this.#client = client;
    }
    this.#ended = false;
    if (!client) return;
    const missing = [...new Set(ids)].filter((id) => !this.#asked.has(id));
    if (missing.length === 0) return;
    for (const id of missing) this.#asked.add(id);
    client.attachments.getMany(missing).then(
      (records) => {
        if (client !== this.#client) return;
        missing.forEach((id, i) => {
          if (records[i] || !this.#askAgain(id)) this.#records.set(id, records[i]);
        });
        this.#changed();
      },
      // They are asked for again when the message is shown anew.
      () => missing.forEach((id) => this.#asked.delete(id)),
    );
  }

  /** A message that is shown before the store has it, has files that the store will have in a moment. */
  #askAgain(id: string): boolean {
    const tries = (this.#tries.get(id) ?? 0) + 1;
    this.#tries.set(id, tries);
    if (tries > mostTries) return false;
    this.#again.add(id);
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      for (const missed of this.#again) this.#asked.delete(missed);
      this.#again.clear();
      this.#changed();
    }, 200 * tries);
    return true;
  }

  async download(attachment: Attachment): Promise<boolean> {
    if (!this.#client) return false;
    const { download } = await import('./attachment-files.js');
    return download(this.#client, attachment);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#later);
    this.#tries.clear();
    this.#again.clear();
    this.#client = undefined;
    this.#records.clear();
    this.#asked.clear();
    for (const id of [...this.#thumbs.keys()]) this.#drop(id);
  }

  async #load(attachment: Attachment): Promise<void> {
    const client = this.#client;
    if (!client) return;
    this.#thumbs.set(attachment.id, 'loading');
    const { thumbnailOf } = await import('./attachment-files.js');
    const made = await thumbnailOf(client, attachment).catch(() => undefined);
    if (this.#ended || client !== this.#client) {
      if (made) URL.revokeObjectURL(made.url);
      return;
    }
    this.#thumbs.set(attachment.id, made ?? 'none');
    for (const id of [...this.#thumbs.keys()].slice(0, Math.max(0, this.#thumbs.size - keptThumbs))) this.#drop(id);
    this.#changed();
  }

  #drop(id: string): void {
    const thumb = this.#thumbs.get(id);
    if (typeof thumb === 'object') URL.revokeObjectURL(thumb.url);
    this.#thumbs.delete(id);
  }
}
