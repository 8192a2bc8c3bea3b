import {
  BaseAdapter, CrmError, errorCodes, type AdapterCapabilities, type Clock, type Committed, type Condition, type CrmErrorCode, type CrmErrorDetails, type NormalBatch,
  type NormalQuery, type Page, type ReadResult, type Test, type WriteResult,
} from '@crm-elements/data';
import { encodeCursor } from '@crm-elements/data/engine';
import { crmModel, type Model, type StoredRecord } from '@crm-elements/schema';

export interface RestAdapterOptions {
  /** Where the store's routes begin, such as `https://crm.example/api/acme`. */
  url: string;
  model?: Model;
  clock?: Clock;
  /** How long to wait for an answer, in milliseconds. */
  timeout?: number;
}

/** What the server says when it refuses. */
type Refusal = Pick<CrmErrorDetails, 'issues' | 'conflicts' | 'collection' | 'data'> & { code?: CrmErrorCode; message?: string };

/** For answers that carry no code of ours: a proxy's, say. */
const codeOfStatus: Readonly<Record<number, CrmErrorCode>> = {
  400: 'VALIDATION', 401: 'FORBIDDEN', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 409: 'CONFLICT', 413: 'UNSUPPORTED', 422: 'VALIDATION',
  429: 'UNAVAILABLE', 502: 'UNAVAILABLE', 503: 'UNAVAILABLE', 504: 'TIMEOUT', 507: 'QUOTA',
};

/** Ids in one address, so that it stays within what servers take. */
const idsPerRequest = 100;

function conditionOf(test: Test): Condition {
  if (test.kind === 'in') return { in: test.values };
  if (test.kind === 'prefix') return { prefix: test.prefix };
  const { lower, upper, lowerOpen, upperOpen } = test;
  return {
    ...(lower !== undefined && { [lowerOpen ? 'gt' : 'gte']: lower }),
    ...(upper !== undefined && { [upperOpen ? 'lt' : 'lte']: upper }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

class RestAdapter extends BaseAdapter {
  readonly capabilities: AdapterCapabilities = {
    reach: 'shared', persistence: 'durable', crossTab: false, search: false, totals: 'none', paging: 'offset', blobs: false, changes: false, signals: false,
    restore: false, maxBatch: 1_000, maxBlobBytes: 0,
  };
  readonly #url: string;
  readonly #timeout: number;

  constructor({ url, model = crmModel, timeout = 30_000, clock }: RestAdapterOptions) {
    super({ name: url, model, ...(clock && { clock }) });
    this.#url = url.replace(/\/$/, '');
    this.#timeout = timeout;
  }

  protected override openStore(): Promise<{ instance: string }> {
    return this.#send('GET', '');
  }

  protected override async readRecords(collection: string, ids: readonly string[]): Promise<ReadResult<(StoredRecord | undefined)[]>> {
    const wanted = [...new Set(ids)];
    const requests: Promise<{ records: StoredRecord[] }>[] = [];
    for (let i = 0; i < wanted.length; i += idsPerRequest) {
      requests.push(this.#send('GET', `/${collection}`, { ids: wanted.slice(i, i + idsPerRequest) }));
    }
    const found = new Map((await Promise.all(requests)).flatMap(({ records }) => records.map((record) => [record.id, record])));
    // A double in the request is a record of its own in the answer: readers may write to theirs.
    return { value: ids.map((id) => structuredClone(found.get(id))) };
  }

  protected override async readPage(query: NormalQuery, { scan }: { scan: boolean }): Promise<ReadResult<Page>> {
    const { collection, cursor, backwards, mark } = query;
    // The place that a cursor of ours names is the number of records in front of it.
    const place = cursor ? Number(cursor.id) : query.offset;
    const offset = backwards ? Math.max(0, place - query.limit) : place;
    const limit = backwards ? place - offset : query.limit;
    const where = Object.fromEntries(query.where.map(({ field, test }) => [field, conditionOf(test)]));
    const sort = [...query.sort, { by: 'id', descending: query.idDescending }].map(({ by, descending }) => (descending ? `-${by}` : by));
    const { records, more } = await this.#send<{ records: StoredRecord[]; more: boolean }>('GET', `/${collection}`, { where, sort, limit, offset, scan });
    const cursorAt = (count: number) => encodeCursor(mark, { values: query.sort.map(() => null), id: String(count) });
    return {
      value: { records, ...(more && { next: cursorAt(offset + records.length) }), ...(offset > 0 && records.length > 0 && { previous: cursorAt(offset) }) },
    };
  }

  // The caller's signal is not handed on: once the request is under way only the answer tells whether the server has written.
  protected override async writeBatch(batch: NormalBatch): Promise<WriteResult> {
    return { committed: await this.#send<Committed>('POST', '/batch', undefined, batch) };
  }

  protected override closeStore(): Promise<void> {
    return Promise.resolve();
  }

  protected override async destroyStore(): Promise<void> {
    await this.#send('DELETE', '');
  }

  async #send<T>(method: string, path: string, query: Record<string, unknown> = {}, batch?: NormalBatch): Promise<T> {
    // Each value is JSON, so that the number 1 and the text "1" stay two things.
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, JSON.stringify(value)]));
    const address = `${this.#url}${path}${search.size > 0 ? `?${search}` : ''}`;
    let response: Response;
    let text: string;
    try {
      const body = batch && { body: JSON.stringify(batch), headers: { 'content-type': 'application/json' } };
      response = await fetch(address, { method, ...body, signal: AbortSignal.timeout(this.#timeout) });
      text = await response.text();
    } catch (cause) {
      throw this.#noAnswer(cause, batch);
    }
    if (this.status.state === 'disconnected') this.setStatus({ state: 'ready' });
    const answer = parse(text);
    if (response.ok && answer !== undefined) return answer as T;
    const { code, message, ...details } = (answer ?? {}) as Refusal;
    const known = errorCodes.find((name) => name === code) ?? (response.ok ? 'INTERNAL' : (codeOfStatus[response.status] ?? 'INTERNAL'));
    throw new CrmError(known, message ?? `The server answered ${response.status} ${response.statusText}.`, { ...details, cause: response });
  }

  #noAnswer(cause: unknown, batch: NormalBatch | undefined): CrmError {
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    const offline = globalThis.navigator?.onLine === false;
    const why = offline ? 'This device is offline.' : late ? `The server did not answer in ${this.#timeout} ms.` : 'The server cannot be reached.';
    const unsure = batch ? ' Whether it has written this is not known.' : '';
    // Without a token a second try could write twice.
    const error = new CrmError(offline ? 'OFFLINE' : late ? 'TIMEOUT' : 'UNAVAILABLE', why + unsure, { cause, retryable: !batch || batch.dedupe !== undefined });
    this.setStatus({ state: 'disconnected', error });
    return error;
  }
}

/** Records behind an ordinary JSON API: offset paging, no totals, no change feed. */
export const createRestAdapter = (options: RestAdapterOptions): BaseAdapter => new RestAdapter(options);
