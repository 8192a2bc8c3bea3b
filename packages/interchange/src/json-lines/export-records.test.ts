import { createMemoryAdapter, toCrmError, type DataAdapter } from '@crm-elements/data';
import { createOperation, generateRecords } from '@crm-elements/data/testing';
import { expect } from 'chai';
import { exportFileName, exportRecords, type ExportProgress } from './export-records.js';

async function filled(): Promise<DataAdapter> {
  const adapter = createMemoryAdapter();
  for (const ops of generateRecords({ seed: 7, counts: { contacts: 1_200, deals: 30, messages: 40 } })) await adapter.commit({ ops });
  return adapter;
}

interface Line {
  collection: string;
  record: { id: string };
}

const linesOf = async (blob: Blob): Promise<unknown[]> =>
  (await blob.text())
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as unknown);

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return toCrmError(error).code;
  }
  return 'none';
}

describe('exportRecords', () => {
  // Fails when a page is left out or given twice, or when the header counts something else than what follows.
  it('has every record once, as the store has it, under a header that counts them', async () => {
    const adapter = await filled();
    const { blob, header, records, missing } = await exportRecords(adapter, { now: () => 0 });
    const [first, ...rest] = await linesOf(blob);
    expect(first).to.deep.equal(header);
    expect(header).to.include({ format: 'crm-elements-export', formatVersion: 1, exportedAt: '1970-01-01T00:00:00.000Z', files: 0 });
    const lines = rest as Line[];
    expect(lines).to.have.length(records);
    expect(missing).to.equal(0);
    expect(header.counts).to.include({ contacts: 1_200, deals: 30, messages: 40 });
    const counts: Record<string, number> = {};
    for (const { collection } of lines) counts[collection] = (counts[collection] ?? 0) + 1;
    expect(counts).to.deep.equal(header.counts);
    for (const collection of Object.keys(counts)) {
      const exported = lines.filter((line) => line.collection === collection).map(({ record }) => record);
      expect(
        await adapter.get(
          collection,
          exported.map(({ id }) => id),
        ),
      ).to.deep.equal(exported);
      expect(new Set(exported.map(({ id }) => id)).size).to.equal(exported.length);
    }
  });

  // Fails when a text can end its line or lose characters on its way through UTF-8.
  it('keeps texts that would break lines or characters', async () => {
    const adapter = createMemoryAdapter();
    const texts = ['a\nb\r\n\u2028c\u2029', '\u0000', 'half \ud83d', '"}\n{"collection":"contacts","record":{}}', '😀 عربي'];
    await adapter.commit({ ops: texts.map((text, i) => createOperation('contacts', { id: `c${i}`, name: { full: `${i}${text}` } })) });
    const [, ...lines] = await linesOf((await exportRecords(adapter)).blob);
    expect(lines).to.have.length(texts.length);
    expect((lines as { record: { name: { full: string } } }[]).map(({ record }) => record.name.full)).to.have.members(
      texts.map((text, i) => `${i}${text}`),
    );
  });

  // Fails when bytes change in base64, when one file is written twice, or when one that is not there is not told of.
  it('has the files that attachments name, once each, and says how many the store does not have', async () => {
    const adapter = createMemoryAdapter();
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 256);
    const { key } = await adapter.blob({ op: 'put', bytes, mediaType: 'image/png' });
    const attachment = (id: string, blob: string) =>
      createOperation('attachments', { id, blob, fileName: 'a.png', mediaType: 'image/png', size: bytes.length, targets: [] });
    await adapter.commit({ ops: [attachment('a', key), attachment('b', key), attachment('c', 'sha256-gone')] });
    const { blob, header, missing } = await exportRecords(adapter);
    const files = (await linesOf(blob)).filter((line) => Object.hasOwn(line as object, 'file')) as { file: string; base64: string }[];
    expect(files.map(({ file }) => file)).to.deep.equal([key]);
    expect(Uint8Array.from(atob(files[0]!.base64), (char) => char.charCodeAt(0))).to.deep.equal(bytes);
    expect([header.files, missing]).to.deep.equal([1, 1]);
  });

  // Fails when a contact's photo stays behind, or the address of one is taken for a file.
  it('takes along the photos that lie in the store', async () => {
    const adapter = createMemoryAdapter();
    const { key } = await adapter.blob({ op: 'put', bytes: Uint8Array.of(1, 2, 3), mediaType: 'image/png' });
    await adapter.commit({ ops: [key, 'https://example.com/a.png'].map((photo) => createOperation('contacts', { photo })) });
    const { blob, header, missing } = await exportRecords(adapter);
    expect([header.files, missing]).to.deep.equal([1, 0]);
    expect((await linesOf(blob)).at(-1)).to.deep.equal({ file: key, mediaType: 'image/png', base64: 'AQID' });
  });

  // Fails when progress goes back, or never reaches the whole.
  it('tells how far it is', async () => {
    const adapter = await filled();
    const heard: ExportProgress[] = [];
    const { records } = await exportRecords(adapter, { onProgress: (progress) => heard.push(progress) });
    expect(heard.map(({ records: done }) => done)).to.deep.equal(heard.map(({ records: done }) => done).toSorted((a, b) => a - b));
    expect(heard.at(-1)).to.deep.equal({ records, totalRecords: records, files: 0, totalFiles: 0 });
  });

  // Fails when a cancelled export still makes a file.
  it('makes no file once it is cancelled', async () => {
    const adapter = await filled();
    const abort = new AbortController();
    expect(await codeOf(exportRecords(adapter, { signal: abort.signal, onProgress: () => abort.abort() }))).to.equal('ABORTED');
  });

  // Fails when half of one store and half of another become one file.
  it('makes no file of a store that was emptied meanwhile', async () => {
    const adapter = await filled();
    let instance = 'before';
    const emptied = new Proxy(adapter, {
      get: (target, name) => {
        if (name === 'instance') return instance;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    expect(await codeOf(exportRecords(emptied, { onProgress: () => (instance = 'after') }))).to.equal('LOST');
  });

  // Fails when a name that breaks a path is taken as it is.
  it('names the file after the store and the moment', async () => {
    const { header } = await exportRecords(createMemoryAdapter({ name: '../my company/1' }), { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
    expect(exportFileName(header)).to.equal('..-my-company-1-2026-01-02-03-04-05.jsonl');
  });
});
