/**
 * A server to try the adapter against: each store's records in memory, behind an ordinary JSON API. On this machine only, and gone when
 * it ends.
 *
 *   GET    /:store                               { instance }
 *   GET    /:store/:collection?where&sort&limit&offset&scan    { records, more }
 *   GET    /:store/:collection?ids               { records }: those that there are
 *   POST   /:store/batch                         all or nothing: { seq, records, repeated }
 *   DELETE /:store                               removes all of it
 *
 * Each value in an address is JSON. A refusal is { code, message, issues, conflicts }.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { pathToFileURL } from 'node:url';
import { createMemoryAdapter, CrmError, toCrmError, type Batch, type CrmErrorCode, type DataAdapter, type Query, type SortKey } from '@crm-elements/data';

const maxBodyBytes = 16 * 1024 * 1024;
/** A list of 1,000 ids to look for has its place in an address. */
const maxHeaderSize = 256 * 1024;

const statusOf: Partial<Record<CrmErrorCode, number>> = {
  VALIDATION: 400, UNINDEXED: 400, UNSUPPORTED: 400, FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409, CONSTRAINT: 409, CLOSED: 503, UNAVAILABLE: 503,
};

class TooLarge extends CrmError {
  constructor() {
    super('UNSUPPORTED', `A batch has ${maxBodyBytes} bytes at most. Split it.`, { data: { maxBodyBytes } });
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  // Pages of other origins can send a form to this machine without asking; JSON they cannot.
  if (request.headers['content-type'] !== 'application/json') throw new CrmError('VALIDATION', 'Send the batch as application/json.');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    // Too much is read all the same, and dropped: an answer in mid-request would reach nobody.
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  if (bytes > maxBodyBytes) throw new TooLarge();
  return parse('body', Buffer.concat(chunks).toString('utf8'));
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CrmError('VALIDATION', `"${name}" is no JSON.`, { cause });
  }
}

const sortKey = (name: string): SortKey => (name.startsWith('-') ? { by: name.slice(1), direction: 'desc' } : { by: name });

async function readPage(store: DataAdapter, collection: string, search: URLSearchParams): Promise<unknown> {
  const asked = Object.fromEntries([...search].map(([name, text]) => [name, parse(name, text)]));
  if (Array.isArray(asked['ids'])) {
    const records = await store.get(collection, asked['ids'] as string[]);
    return { records: records.filter((record) => record !== undefined) };
  }
  const { where, sort = [], limit, offset, scan } = asked as Omit<Query, 'sort'> & { sort?: string[]; scan?: boolean };
  const query = { collection, sort: sort.map(sortKey), ...(where && { where }), ...(limit !== undefined && { limit }), ...(offset !== undefined && { offset }) };
  const { records, next } = await store.query(query, { scan: scan === true });
  return { records, more: next !== undefined };
}

/** The server, not yet listening. */
export function createRestServer(): Server {
  const stores = new Map<string, DataAdapter>();

  async function answer(request: IncomingMessage): Promise<unknown> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [name = '', collection, ...rest] = pathname.slice(1).split('/').map(decodeURIComponent);
    const route = `${request.method} ${collection === undefined ? 'store' : collection === 'batch' ? 'batch' : 'collection'}`;
    if (name === '' || rest.length > 0) throw new CrmError('NOT_FOUND', `There is nothing at ${pathname}.`);
    const store = stores.get(name) ?? createMemoryAdapter();
    stores.set(name, store);
    switch (route) {
      case 'GET store':
        await store.open();
        return { instance: store.instance };
      case 'GET collection':
        return readPage(store, collection!, searchParams);
      case 'POST batch':
        return store.commit((await readJson(request)) as Batch);
      case 'DELETE store':
        stores.delete(name);
        await store.destroy();
        return {};
      default:
        throw new CrmError('NOT_FOUND', `There is no ${request.method} at ${pathname}.`);
    }
  }

  return createServer({ maxHeaderSize }, (request, response) => {
    const reply = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
    };
    // A name that a page of another origin made to lead here is not this machine's name.
    if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '')) {
      reply(403, { code: 'FORBIDDEN', message: 'This server answers on this machine only.' });
      return;
    }
    answer(request).then(
      (body) => reply(200, body),
      (thrown: unknown) => {
        const { code, message, issues, conflicts, collection, data } = toCrmError(thrown);
        reply(thrown instanceof TooLarge ? 413 : (statusOf[code] ?? 500), { code, message, issues, conflicts, collection, data });
      },
    );
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = Number(process.env['PORT'] ?? 8787);
  createRestServer().listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/ answers. Ctrl+C ends it, and the records with it.`));
}
