import type { DataAdapter, StoredRecord } from '@crm-elements/data';

/** Up to so many records are measured; fewer are measured all. */
const sampleSize = 60;
const places = 6;
/** The farthest place that the contract lets a read jump to. */
const farthest = 50_000;

const encoder = new TextEncoder();
export const sizeOf = (record: StoredRecord): number => encoder.encode(JSON.stringify(record)).byteLength;

/** The mean size of a collection's records as JSON text, in bytes, from a sample taken at even distances. */
export async function meanSize(adapter: DataAdapter, collection: string, count: number, signal: AbortSignal): Promise<number> {
  const sample: StoredRecord[] = [];
  if (count <= sampleSize) {
    sample.push(...(await adapter.query({ collection, limit: sampleSize }, { signal })).records);
  } else {
    const limit = sampleSize / places;
    const last = Math.min(count, farthest) - limit;
    for (let i = 0; i < places; i++) {
      const offset = Math.floor((last * i) / (places - 1));
      sample.push(...(await adapter.query({ collection, limit, offset }, { signal })).records);
    }
  }
  return sample.length === 0 ? 0 : sample.reduce((sum, record) => sum + sizeOf(record), 0) / sample.length;
}
