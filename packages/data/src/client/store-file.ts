import { sniffMediaType } from '@crm-elements/schema/media-type';
import type { DataAdapter } from '../contract.js';
import type { MessageFile } from './commands/messages.js';

/** Keeps the bytes of a file, with the media type that they tell of themselves. */
export async function storeFile(adapter: DataAdapter, { bytes, name, signal }: { bytes: Uint8Array; name: string; signal?: AbortSignal }): Promise<MessageFile> {
  const mediaType = sniffMediaType(bytes, name);
  const { key, size } = await adapter.blob({ op: 'put', bytes, mediaType, ...(signal && { signal }) });
  return { name, mediaType, size, blob: key };
}
