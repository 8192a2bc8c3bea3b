import { createClient, createMemoryAdapter, toCrmError, type DataAdapter } from '@crm-elements/data';
import { createOperation, generateRecords } from '@crm-elements/data/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../tools/test-support.js';
import { exportRecords } from './export-records.js';
import { ExportRefused, type RefusedLine } from './export-refused.js';
import { readExport } from './read-export.js';
import { restoreRecords, type RestoreRecordsProgress } from './restore-records.js';

const moment = '2026-01-02T03:04:05.000Z';
const common = { version: 3, createdAt: moment, updatedAt: moment };
const team = (id: string, more: object = {}) => ({ id, name: `Team ${id}`, memberIds: [], ...common, ...more });

/** An export with these lines behind its header, which counts as it is told. */
function written(
  lines: readonly unknown[],
  { teams = lines.length, ...header }: { teams?: number; [field: string]: unknown } = {},
): string {
  const first = {
    format: 'crm-elements-export',
    formatVersion: 1,
    modelVersion: 1,
    database: 'made',
    exportedAt: moment,
    counts: { teams },
    files: 0,
    ...header,
  };
  return [first, ...lines].map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
}

const asRecord = (record: unknown, collection = 'teams') => ({ collection, record });

async function refusal(content: string | Blob, adapter: DataAdapter = createMemoryAdapter()): Promise<ExportRefused> {
  await adapter.open();
  const { instance } = adapter;
  try {
    await restoreRecords(adapter, new Blob([content]));
  } catch (error) {
    expect(adapter.instance, 'the store is as it was').to.equal(instance);
    if (error instanceof ExportRefused) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const places = (lines: readonly RefusedLine[]) => lines.map(({ line, code }) => `${line} ${code}`);

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return toCrmError(error).code;
  }
  return 'none';
}

/** All lines of an export but the moment in the first. */
const exported = async (adapter: DataAdapter): Promise<string> => (await exportRecords(adapter, { now: () => 0 })).blob.text();

describe('restoreRecords', () => {
  // Fails when a record, a version, a moment or a file changes on the way there and back, or when kept totals are not those of a recount.
  it('brings a random store back as it was', async () => {
    const counts = fc.record({ contacts: fc.nat(40), deals: fc.nat(30), messages: fc.nat(60), notes: fc.nat(5), tasks: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(fc.nat(), counts, fc.uint8Array({ maxLength: 300 }), async (seed, sizes, bytes) => {
        const [one, other] = [createMemoryAdapter(), createMemoryAdapter()];
        for (const ops of generateRecords({ seed, counts: { ...sizes, contacts: sizes.contacts + 1 } })) await one.commit({ ops });
        const { key } = await one.blob({ op: 'put', bytes, mediaType: 'image/png' });
        await one.commit({
          ops: [createOperation('attachments', { id: 'file', blob: key, fileName: 'a.png', mediaType: 'image/png', size: 1, targets: [] })],
        });
        const [before, recounted] = [await exported(one), await allTotals(one)];
        await restoreRecords(other, new Blob([before]));
        expect((await exported(other)).replace(other.name, one.name)).to.equal(before);
        expect(await allTotals(other)).to.deep.equal(recounted);
        await Promise.all([one.close(), other.close()]);
      }),
      { numRuns: propertyRuns(8) },
    );
  });

  // Fails when an undo writes what a client did in the store that was there before.
  it('leaves nothing to undo of the store that it replaced', async () => {
    const adapter = createMemoryAdapter();
    const client = createClient(adapter);
    const { id } = await client.contacts.create({ fullName: 'Ana' });
    const { blob } = await exportRecords(adapter);
    await client.contacts.remove(id);
    expect(client.undoState.canUndo).to.equal(true);
    await restoreRecords(adapter, blob);
    const before = await exported(adapter);

    expect(client.undoState).to.deep.equal({ canUndo: false, canRedo: false, command: undefined });
    expect(await codeOf(client.undo())).to.equal('LOST');

    expect(await exported(adapter)).to.equal(before);
    await client.contacts.update(id, { fullName: 'Ana Díaz' });
    expect((await client.undo())?.done).to.equal(1);
    expect((await client.contacts.get(id))?.fullName).to.equal('Ana');
  });

  // Fails when a live result takes a record for known because its version is the same.
  it('is shown by live results, though ids and versions are the same', async () => {
    const adapter = createMemoryAdapter();
    const client = createClient(adapter);
    await client.contacts.create({ fullName: 'Ana' });
    const text = (await exported(adapter)).replace('"fullName":"Ana"', '"fullName":"Eva"');
    const shown: string[] = [];
    const told = () => new Promise<void>((done) => (tell = done));
    let tell: () => void = () => undefined;
    const first = told();
    client.contacts.live({ sort: [{ by: 'nameKey' }] }, ({ records }) => {
      shown.push(records.map(({ fullName }) => fullName).join());
      tell();
    });
    await first;
    const second = told();
    await restoreRecords(adapter, new Blob([text]));
    await second;
    expect(shown).to.deep.equal(['Ana', 'Eva']);
  });

  // Fails when either half does not tell how far it is, or when a cancel in either changes something.
  it('tells how far it is, and can be cancelled in both halves', async () => {
    const adapter = createMemoryAdapter();
    const blob = new Blob([written(Array.from({ length: 3_000 }, (_, i) => asRecord(team(`t${i}`))))]);
    const heard: RestoreRecordsProgress[] = [];
    await restoreRecords(adapter, blob, { onProgress: (progress) => heard.push(progress) });
    expect(heard.find(({ phase }) => phase === 'checking')).to.include({ totalBytes: blob.size });
    expect(heard.at(-1)).to.deep.equal({ phase: 'restoring', records: 3_000, totalRecords: 3_000, files: 0, totalFiles: 0 });
    const { instance } = adapter;
    for (const phase of ['checking', 'restoring'] as const) {
      const abort = new AbortController();
      const onProgress = (progress: RestoreRecordsProgress) => {
        if (progress.phase === phase) abort.abort();
      };
      expect(await codeOf(restoreRecords(adapter, blob, { signal: abort.signal, onProgress })), phase).to.equal('ABORTED');
    }
    expect(adapter.instance).to.equal(instance);
  });

  // Fails when a long file holds the page up, or when it is copied line by line in a way that grows with its square.
  it('gives the page its turn while it reads', async () => {
    const blob = new Blob([written(Array.from({ length: 20_000 }, (_, i) => asRecord(team(`t${i}`))))]);
    let turns = 0;
    let isReading = true;
    const count = () => {
      turns++;
      if (isReading) setTimeout(count);
    };
    setTimeout(count);
    let told = 0;
    await readExport(createMemoryAdapter(), blob, { onProgress: () => told++ });
    isReading = false;
    expect(turns).to.be.at.least(5);
    expect(told).to.be.at.least(3);
  });

  // Fails when a store that cannot be restored is given a file that nobody can use.
  it('is refused where the store cannot be restored', async () => {
    const adapter = createMemoryAdapter();
    const poor = new Proxy(adapter, {
      get: (target, name) =>
        name === 'capabilities' ? { ...target.capabilities, restore: false } : (Reflect.get(target, name, target) as unknown),
    });
    expect(await codeOf(restoreRecords(poor, new Blob([written([])])))).to.equal('UNSUPPORTED');
  });
});

/** Every kept total of every collection. */
async function allTotals(adapter: DataAdapter): Promise<Record<string, unknown>> {
  const totals: Record<string, unknown> = {};
  for (const [collection, declared] of Object.entries(adapter.model.collections)) {
    for (const name of Object.keys(declared.totals)) totals[`${collection}/${name}`] = await adapter.totals({ collection, totals: name });
  }
  return totals;
}

describe('a file that is to be restored', () => {
  // Fails when a mark that editors write, or the line ends of another system, make a good file a bad one.
  it('may begin with a byte order mark, end its lines with CRLF, and have empty lines', async () => {
    for (const text of [
      `\ufeff${written([asRecord(team('a'))])}`,
      written([asRecord(team('a'))]).replaceAll('\n', '\r\n'),
      `${written(['', asRecord(team('a'))], { teams: 1 })}\n `,
    ]) {
      const { content } = await readExport(createMemoryAdapter(), new Blob([text]));
      expect(content.records).to.deep.equal({ teams: [team('a')] });
    }
  });

  // Fails when characters are torn where the file is read in pieces.
  it('keeps characters and lines whole, wherever it is cut into pieces', async () => {
    const name = '😀 عربي \u2028 é'.repeat(50);
    const bytes = new TextEncoder().encode(written([asRecord(team('a', { name })), asRecord(team('b'))]));
    for (const size of [1, 2, 3, 7, 1_000]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size));
      const stream = () =>
        new ReadableStream<Uint8Array>({
          pull: (controller) => {
            const piece = pieces.shift();
            if (piece) controller.enqueue(piece);
            else controller.close();
          },
        });
      const { content } = await readExport(createMemoryAdapter(), Object.assign(new Blob([bytes]), { stream }));
      const found = content.records['teams']?.map((record) => [record.id, record['name'] === name]);
      expect(found, `pieces of ${size}`).to.deep.equal([
        ['a', true],
        ['b', false],
      ]);
    }
  });

  // Fails when a key that reaches a prototype comes in, at any depth and however it is written, or when the record around it is lost.
  it('loses reserved keys, and nothing else', async () => {
    const hostile = (id: string, more: string) =>
      `{"collection":"teams","record":{"id":"${id}","name":"x","memberIds":[],"version":3,"createdAt":"${moment}","updatedAt":"${moment}",${more}}}`;
    const lines = [
      hostile('a', '"__proto__":{"polluted":1},"custom":{"constructor":{"prototype":{"polluted":1}},"deep":[{"kept":"constructor"}]}'),
      hostile('b', '"custom":{"deep":[{"\\u005f_proto__":{"polluted":1},"kept":1}]}'),
    ];
    const { content } = await readExport(createMemoryAdapter(), new Blob([written(lines)]));
    expect(content.records['teams']).to.deep.equal([
      team('a', { name: 'x', custom: { deep: [{ kept: 'constructor' }] } }),
      team('b', { name: 'x', custom: { deep: [{ kept: 1 }] } }),
    ]);
    for (const record of content.records['teams']!) expect(Object.getPrototypeOf(record)).to.equal(Object.prototype);
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });

  // Fails when a refused line is told with another number or code, or without words.
  it('is refused with the number of each line that is wrong, and why', async () => {
    const { code, count, lines } = await refusal(
      written(
        [
          asRecord(team('a')),
          asRecord(team('a')),
          '{"collection":',
          asRecord(team('b', { name: 7 })),
          asRecord(team('c'), 'planets'),
          asRecord(team('d'), 'toString'),
          { note: 'nothing' },
          '[]',
          'null',
          asRecord({ ...team('e'), version: 0 }),
          asRecord({ ...team('f'), id: '' }),
          asRecord(team('g', { custom: { deep: JSON.parse('['.repeat(100) + ']'.repeat(100)) } })),
        ],
        { teams: 6, counts: { teams: 6, planets: 1, toString: 1 } },
      ),
    );
    expect(code).to.equal('VALIDATION');
    expect(places(lines)).to.deep.equal([
      '3 record',
      '4 json',
      '5 record',
      '6 collection',
      '7 collection',
      '8 shape',
      '9 shape',
      '10 shape',
      '11 record',
      '12 record',
      '13 record',
    ]);
    expect(count).to.equal(lines.length);
    for (const { message } of lines) expect(message).to.match(/^\S.{10,}\.$/s);
    expect(lines[0]!.message).to.include('has a record with the id a already');
  });

  // Fails when two records hold one place in a unique index.
  it('is refused where two records have what only one may have', async () => {
    const member = (id: string) => asRecord({ id, agentId: 'ana', key: 'theme', value: 'dark', ...common }, 'preferences');
    const { lines } = await refusal(written([member('a'), member('b')], { counts: { preferences: 2 } }));
    expect(places(lines)).to.deep.equal(['3 record']);
  });

  // Fails when thousands of refusals are kept, or not counted.
  it('tells the first 20 lines of many, and how many there are', async () => {
    const { count, lines } = await refusal(
      written(
        Array.from({ length: 5_000 }, () => asRecord({})),
        { teams: 5_000 },
      ),
    );
    expect([count, lines.length, lines[19]?.line]).to.deep.equal([5_000, 20, 21]);
  });

  // Fails when part of an export is taken for the whole of it.
  it('is refused where it was cut short, at any place', async () => {
    const whole = written([asRecord(team('a')), asRecord(team('é'))]);
    const bytes = new TextEncoder().encode(whole);
    for (let length = 0; length < bytes.length; length += 7) {
      const { lines } = await refusal(new Blob([bytes.slice(0, length)]));
      expect(lines.length, `${length} bytes`).to.be.at.least(1);
    }
    const { lines } = await refusal(new Blob([bytes.slice(0, -1)]));
    expect(places(lines)).to.deep.equal(['3 cut']);
    expect(places((await refusal(written([asRecord(team('a'))], { teams: 2 }))).lines)).to.deep.equal(['2 cut']);
    expect(places((await refusal(written([asRecord(team('a'))], { teams: 0 }))).lines)).to.deep.equal(['2 cut']);
    expect(places((await refusal(written([], { files: 1 }))).lines)).to.deep.equal(['1 cut']);
  });

  // Fails when anything but an export of this or an older version is taken for one.
  it('is refused where it is none that this code can read', async () => {
    const other: [string | Blob, string][] = [
      ['', '1 header'],
      ['\n\n', '1 header'],
      ['Dear Sir or Madam', '1 header'],
      ['{"format":"something"}\n', '1 header'],
      [written([], { counts: { teams: -1 } }), '1 header'],
      [written([], { exportedAt: 'yesterday' }), '1 header'],
      [written([], { formatVersion: 2 }), '1 version'],
      [written([asRecord(team('a'))], { modelVersion: 99 }), '1 version'],
      [new Blob([Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x0a, 0x00)]), '1 encoding'],
      [new Blob([written([]), Uint8Array.of(0xc3, 0x28, 0x0a), JSON.stringify(asRecord(team('a'))), '\n']), '2 encoding'],
      ['['.repeat(2_000_000), '1 header'],
      [written(['['.repeat(2_000_000)], { teams: 0 }), '2 json'],
      [written(['{"a":'.repeat(500_000)], { teams: 0 }), '2 json'],
      [written([`{"record":${'['.repeat(100_000)}${']'.repeat(100_000)},"\\u0061":1}`], { teams: 0 }), '2 shape'],
    ];
    for (const [content, place] of other) expect(places((await refusal(content)).lines)[0], place).to.equal(place);
  });

  // Fails when a line as long as nobody writes is taken for one of an export, or ends the reading of those behind it.
  it('is refused where a line is longer than any of an export', async () => {
    const poor = new Proxy(createMemoryAdapter(), {
      get: (target, name) => {
        if (name === 'capabilities') return { ...target.capabilities, maxBlobBytes: 0 };
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const long = asRecord(team('a', { name: 'x'.repeat(17 * 1024 * 1024) }));
    expect(places((await refusal(written([long, asRecord({})], { teams: 1 }), poor)).lines)).to.deep.equal(['2 length', '3 record']);
  });

  // Fails when damaged bytes come back under the name of good ones, or when one file is written twice.
  it('is refused where the bytes of a file are not its own', async () => {
    const adapter = createMemoryAdapter();
    const { key } = await adapter.blob({ op: 'put', bytes: Uint8Array.of(1, 2, 3) });
    const file = (base64: unknown, more: object = {}) => ({ file: key, mediaType: 'image/png', base64, ...more });
    const files = [
      file('AQID'),
      file('AQID'),
      file('AQIE'),
      file('not base64'),
      file(7),
      file('AQID', { file: '' }),
      file('AQID', { file: 'b', mediaType: 7 }),
    ];
    const { lines } = await refusal(written(files, { teams: 0, files: files.length }));
    expect(places(lines)).to.deep.equal(['3 file', '4 file', '5 file', '6 file', '7 file', '8 file']);
    const damaged = (await refusal(written([file('AQIE')], { teams: 0, files: 1 }))).lines;
    expect(damaged[0]?.message).to.include('damaged');
    const { content } = await readExport(adapter, new Blob([written([file('AQID'), file('', { file: 'own' })], { teams: 0, files: 2 })]));
    expect(content.files?.map(({ bytes, ...rest }) => ({ ...rest, bytes: [...bytes] }))).to.deep.equal([
      { key, mediaType: 'image/png', bytes: [1, 2, 3] },
      { key: 'own', mediaType: 'image/png', bytes: [] },
    ]);
  });
});
