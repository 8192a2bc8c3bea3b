import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createClient, CrmError, type AdapterStatus, type Operation } from '@crm-elements/data';
import { runAdapterConformance } from '@crm-elements/data/testing';
import { createRestAdapter } from './src/rest-adapter.js';
import { createRestServer } from './server.js';

const listen = (server: Server) =>
  new Promise<string>((done) => {
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
const end = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

async function refusal(work: Promise<unknown>): Promise<CrmError> {
  try {
    await work;
  } catch (error) {
    expect(error).to.be.instanceOf(CrmError);
    return error as CrmError;
  }
  throw new Error('It was not refused.');
}

const team = (id: string, name = id): Operation => ({ op: 'create', collection: 'teams', record: { id, name, memberIds: [] } });

describe('the REST adapter', () => {
  let server: Server;
  let origin: string;
  let stores = 0;
  const create = (options: { url?: string; timeout?: number } = {}) => createRestAdapter({ url: `${origin}/store-${++stores}`, ...options });

  before(async () => {
    server = createRestServer();
    origin = await listen(server);
  });
  after(() => end(server));

  it('is written in 150 lines at most', () => {
    const lines = readFileSync(new URL('./src/rest-adapter.ts', import.meta.url), 'utf8').trimEnd().split('\n');
    expect(lines.length).to.be.at.most(150);
    expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(170);
  });

  describe('meets the conformance kit, its declared gaps being there', () => {
    runAdapterConformance({
      name: 'rest',
      test: it,
      create: ({ name, clock }) => createRestAdapter({ url: `${origin}/${encodeURIComponent(name)}`, clock }),
      faults: {
        disconnect: () => server.closeAllConnections(),
        wipe: async (name) => void (await fetch(`${origin}/${encodeURIComponent(name)}`, { method: 'DELETE' })),
      },
    });
  });

  describe('over the wire', () => {
    it('pages by counting: a record that comes in front moves the others on', async () => {
      const adapter = create();
      await adapter.commit({ ops: ['b', 'c', 'd'].map((id) => team(id)) });
      const first = await adapter.query({ collection: 'teams', limit: 2 });
      await adapter.commit({ ops: [team('a')] });

      const second = await adapter.query({ collection: 'teams', limit: 2, after: first.next! });

      expect(second.records.map(({ id }) => id)).to.deep.equal(['c', 'd']);
      await adapter.close();
    });

    it('goes back from a page by its "previous"', async () => {
      const adapter = create();
      await adapter.commit({ ops: ['a', 'b', 'c', 'd', 'e'].map((id) => team(id)) });
      const query = { collection: 'teams', sort: [{ by: 'nameKey' as const, direction: 'desc' as const }], limit: 2 };
      const first = await adapter.query(query);
      const second = await adapter.query({ ...query, after: first.next! });

      const back = await adapter.query({ ...query, before: second.previous! });

      expect(back.records.map(({ id }) => id)).to.deep.equal(['e', 'd']);
      expect(back).to.have.property('next');
      expect(back).not.to.have.property('previous');
      await adapter.close();
    });

    it('reads 1,000 ids and ids that an address cannot spell', async () => {
      const adapter = create();
      const odd = ['a,b&c=d', 'ü/ñ ?#%', '\ud83d', '👋'];
      await adapter.commit({ ops: odd.map((id) => team(id)) });

      const records = await adapter.get('teams', [...odd, ...Array.from({ length: 1_000 }, (_, i) => `missing-${i}`), odd[0]!]);

      expect(records.map((record) => record?.id).filter(Boolean)).to.deep.equal([...odd, odd[0]]);
      await adapter.close();
    });

    it('keeps the stores of different addresses apart, and shares one among its adapters', async () => {
      const [one, other] = [create(), create()];
      const same = create({ url: one.name });
      await one.commit({ ops: [team('a')] });

      expect((await same.get('teams', ['a']))[0]?.name).to.equal('a');
      expect(await other.get('teams', ['a'])).to.deep.equal([undefined]);
      expect(same.instance).to.equal(one.instance).and.not.equal(other.instance);
      await Promise.all([one, same, other].map((adapter) => adapter.close()));
    });

    it('carries a refusal as it was made: the conflict with the current record, the constraint with its field', async () => {
      const adapter = create();
      await adapter.commit({ ops: [team('a', 'First'), { op: 'create', collection: 'cannedResponses', record: { id: 'x', shortCode: 'hi', text: 'Hello', marks: [] } }] });

      const conflict = await refusal(adapter.commit({ ops: [{ op: 'patch', collection: 'teams', id: 'a', set: { name: 'Second' }, ifVersion: 7 }] }));
      const constraint = await refusal(adapter.commit({ ops: [{ op: 'create', collection: 'cannedResponses', record: { id: 'y', shortCode: 'hi', text: 'Hi', marks: [] } }] }));
      const missing = await refusal(adapter.commit({ ops: [{ op: 'patch', collection: 'teams', id: 'b', set: { name: 'Second' } }] }));

      expect(conflict).to.include({ code: 'CONFLICT', retryable: true });
      expect(conflict.conflicts[0]!.current).to.include({ id: 'a', name: 'First', version: 1 });
      expect(constraint).to.include({ code: 'CONSTRAINT', field: 'shortCode', retryable: false });
      expect(missing.code).to.equal('NOT_FOUND');
      await adapter.close();
    });

    it('refuses a batch of too many bytes whole', async () => {
      const adapter = create();
      const note = (i: number): Operation => ({ op: 'create', collection: 'notes', record: { id: `n${i}`, text: 'x'.repeat(100_000), marks: [], pinned: false, targets: [] } });

      const error = await refusal(adapter.commit({ ops: Array.from({ length: 200 }, (_, i) => note(i)) }));

      expect(error.code).to.equal('UNSUPPORTED');
      expect(await adapter.get('notes', ['n0'])).to.deep.equal([undefined]);
      await adapter.close();
    });
  });

  it('serves a client: what one page writes and takes back, another reads', async () => {
    const adapter = create();
    const client = createClient(adapter);
    const other = createClient(createRestAdapter({ url: adapter.name }));
    const firsts = { where: { tags: { has: 'first' } }, sort: [{ by: 'nameKey' }] };
    const names = async () => (await other.contacts.list(firsts)).records.map(({ fullName }) => fullName);
    const live: number[] = [];
    client.contacts.live(firsts, ({ records }) => live.push(records.length));

    const ada = await client.contacts.create({ fullName: 'Ada Lovelace', tags: ['first'] });
    await client.contacts.update(ada.id, { jobTitle: 'Countess' });
    await client.contacts.create({ fullName: 'Grace Hopper', tags: ['first'] });

    expect((await other.contacts.get(ada.id))?.jobTitle).to.equal('Countess');
    expect(await names()).to.deep.equal(['Ada Lovelace', 'Grace Hopper']);
    expect(live.at(-1)).to.equal(2);
    await client.undo();
    expect(await names()).to.deep.equal(['Ada Lovelace']);
    await Promise.all([client.close(), other.close()]);
  });

  describe('when the server is gone', () => {
    it('says so, is disconnected, and goes on when it is back', async () => {
      const own = createRestServer();
      const url = await listen(own);
      const adapter = createRestAdapter({ url: `${url}/shop` });
      const states: AdapterStatus['state'][] = [];
      adapter.onStatus(({ state }) => states.push(state));
      await adapter.open();
      await end(own);

      const read = await refusal(adapter.get('teams', ['a']));
      const write = await refusal(adapter.commit({ ops: [team('a')] }));
      const repeatable = await refusal(adapter.commit({ ops: [team('a')], dedupe: 'once' }));

      expect([read, write, repeatable].map(({ code, retryable }) => [code, retryable])).to.deep.equal([['UNAVAILABLE', true], ['UNAVAILABLE', false], ['UNAVAILABLE', true]]);
      expect(read.cause).to.be.instanceOf(TypeError);

      const back = createRestServer();
      await new Promise<void>((done) => void back.listen(Number(new URL(url).port), '127.0.0.1', done));
      await adapter.commit({ ops: [team('a')], dedupe: 'once' });
      expect((await adapter.get('teams', ['a']))[0]?.version).to.equal(1);
      expect([states[0], states.at(-1), adapter.status.state]).to.deep.equal(['ready', 'ready', 'ready']);
      expect(states).to.include('disconnected');
      await adapter.close();
      await end(back);
    });

    it('waits for an answer only so long, and tells a page of a proxy from an answer', async () => {
      const own = createServer((request, response) => {
        if (request.url === '/slow') return;
        response.writeHead(request.url === '/gone' ? 503 : 200, { 'content-type': 'text/html' }).end('<h1>Back soon</h1>');
      });
      const url = await listen(own);

      const codes = await Promise.all(['slow', 'gone', 'other'].map(async (path) => (await refusal(createRestAdapter({ url: `${url}/${path}`, timeout: 50 }).open())).code));

      expect(codes).to.deep.equal(['TIMEOUT', 'UNAVAILABLE', 'INTERNAL']);
      await end(own);
    });
  });

  describe('what the server lets in', () => {
    const post = (headers: Record<string, string>, body: string) => fetch(`${origin}/guarded/batch`, { method: 'POST', headers, body });

    it('takes a batch only as JSON, which a form of another page cannot send', async () => {
      expect((await post({ 'content-type': 'text/plain' }, '{"ops":[]}')).status).to.equal(400);
      expect((await post({ 'content-type': 'application/json' }, '{')).status).to.equal(400);
      expect((await post({ 'content-type': 'application/json' }, '{"ops":[]}')).status).to.equal(200);
    });

    it('answers to this machine\'s own names', async () => {
      const { request } = await import('node:http');
      const status = await new Promise<number | undefined>((done) => {
        request(`${origin}/guarded`, { headers: { host: 'elsewhere.example' } }, ({ statusCode }) => done(statusCode)).end();
      });
      expect(status).to.equal(403);
    });

    it('refuses what has no route', async () => {
      const codes = await Promise.all(['/', '/a/b/c', '/a/nothing'].map(async (path) => (await fetch(`${origin}${path}`)).status));
      expect(codes).to.deep.equal([404, 404, 400]);
    });
  });
});
