import { expect } from 'chai';
import fc from 'fast-check';
import { crmModel, type CollectionName } from './crm-model.js';
import { deviceModel } from './device-model.js';
import { makeRecord } from './factories.js';
import { findUnstorable } from './plain-json.js';
import type { CollectionModel } from './model.js';
import { exampleRecord, leaves, textPaths, withValue } from './testing.js';
import { issueCodes, validateFields, validateRecord } from './validate.js';
import { z } from './zod.js';
import { propertyRuns, sharedData } from '../../../tools/test-support.js';

const collections = Object.entries({ ...crmModel.collections, ...deviceModel.collections }) as [string, CollectionModel][];

/** Every place in a value, itself included. */
const placesOf = (value: unknown, path: (string | number)[] = []): (string | number)[][] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) => placesOf(item, [...path, Array.isArray(value) ? Number(key) : key]))
    : []),
];

const deals = crmModel.collections.deals;
const common = { id: 'd', version: 1, createdAt: '2026-11-23T09:30:00.000Z', updatedAt: '2026-11-23T09:30:00.000Z' };
const deal = { ...common, ...makeRecord('deals', { name: 'A', pipelineId: 'p', stageId: 's' }, { at: common.createdAt }) };

describe('validateRecord', () => {
  for (const [name, model] of collections) {
    it(`takes a full record of ${name}, one with fields that nobody knows, and one as made`, () => {
      const record = exampleRecord(model.schema) as Record<string, unknown>;
      expect(validateRecord(model, record)).to.deep.equal([]);
      expect(validateRecord(model, { ...record, fieldOfTomorrow: { any: ['thing'] } })).to.deep.equal([]);
      if (!(name in crmModel.collections)) return;
      const counted = Object.fromEntries(Object.keys(model.counters).map((field) => [field, 1]));
      expect(validateRecord(model, { ...common, ...counted, ...makeRecord(name as CollectionName, record as never) })).to.deep.equal([]);
    });
  }

  const wrong: readonly (readonly [string, Record<string, unknown>, { path: string; field: string; code: string; message: string }])[] = [
    ['a missing field', { name: undefined }, { path: 'name', field: 'name', code: 'required', message: 'Give text: this field is required.' }],
    ['another type', { name: 7 }, { path: 'name', field: 'name', code: 'type', message: 'Give text, not a number.' }],
    ['null', { tags: null }, { path: 'tags', field: 'tags', code: 'type', message: 'Give a list, not null.' }],
    ['a choice that is none', { status: 'open ' }, { path: 'status', field: 'status', code: 'choice', message: 'Choose open, won or lost, not "open ".' }],
    ['no choice', { status: undefined }, { path: 'status', field: 'status', code: 'required', message: 'Choose open, won or lost: this field is required.' }],
    ['too much', { probabilityOverride: 10_001 }, { path: 'probabilityOverride', field: 'probabilityOverride', code: 'range', message: 'Give a number of at most 10000, not 10001.' }],
    ['too little', { probabilityOverride: -1 }, { path: 'probabilityOverride', field: 'probabilityOverride', code: 'range', message: 'Give a number of at least 0, not -1.' }],
    ['a fraction', { amount: { amount: 19.99, currency: 'EUR' } }, { path: 'amount.amount', field: 'amount', code: 'type', message: 'Give a whole number, not a fraction.' }],
    ['NaN', { amount: { amount: Number.NaN, currency: 'EUR' } }, { path: 'amount.amount', field: 'amount', code: 'type', message: 'Give a number, not NaN.' }],
    ['a number beyond what is exact', { amount: { amount: 2 ** 53, currency: 'EUR' } }, { path: 'amount.amount', field: 'amount', code: 'range', message: 'Give a number of at most 9007199254740991, not 9007199254740992.' }],
    ['a text that is too long', { companyId: 'x'.repeat(129) }, { path: 'companyId', field: 'companyId', code: 'range', message: 'Write at most 128 characters, not 129.' }],
    ['an empty text', { id: '' }, { path: 'id', field: 'id', code: 'range', message: 'Write at least 1 character.' }],
    ['a date that does not exist', { expectedCloseDate: '2026-02-30' }, { path: 'expectedCloseDate', field: 'expectedCloseDate', code: 'format', message: 'Write the date as YYYY-MM-DD, such as 2026-11-23.' }],
    ['a moment that does not exist', { stageEnteredAt: '2026-02-30T00:00:00.000Z' }, { path: 'stageEnteredAt', field: 'stageEnteredAt', code: 'format', message: 'Write the moment in UTC with milliseconds, such as 2026-11-23T09:30:00.000Z.' }],
    ['a place in a list', { contactIds: ['a', 5] }, { path: 'contactIds.1', field: 'contactIds', code: 'type', message: 'Give text, not a number.' }],
    ['a place in a map', { externalIds: { erp: 5 } }, { path: 'externalIds.erp', field: 'externalIds', code: 'type', message: 'Give text, not a number.' }],
    ['a list for a map', { custom: [] }, { path: 'custom', field: 'custom', code: 'type', message: 'Give an object, not a list.' }],
  ];
  for (const [what, fields, issue] of wrong) it(`says what to do about ${what}`, () => expect(validateRecord(deals, { ...deal, ...fields })).to.deep.equal([issue]));

  it('tells a list from an object that may be empty', () => {
    expect(validateFields(crmModel.collections.contacts, { name: [] })).to.deep.equal([{ path: 'name', field: 'name', code: 'type', message: 'Give an object, not a list.' }]);
  });

  it('names all that is wrong, but no endless list', () => {
    expect(validateRecord(deals, { ...deal, name: 1, tags: [1, 2], amount: {} }).map(({ path }) => path)).to.deep.equal(['name', 'amount.amount', 'amount.currency', 'tags.0', 'tags.1']);
    expect(validateRecord(deals, { ...deal, tags: Array.from({ length: 10_000 }, () => 1) })).to.have.length.within(1, 100);
    expect(validateRecord(deals, {}).map(({ code }) => code)).to.satisfy((codes: string[]) => codes.length > 10 && codes.every((code) => code === 'required'));
  });

  for (const other of [null, undefined, 'text', 7, [], () => 1]) {
    it(`refuses ${Array.isArray(other) ? 'a list' : typeof other === 'function' ? 'a function' : String(other)} for a record`, () => {
      const issues = validateRecord(deals, other);
      expect(issues).to.have.length(1);
      expect(issues[0]).to.include({ path: '', field: '' });
    });
  }

  it('repeats little of what was given, in one direction and on one line', () => {
    const hostile = `\u202e\n${'<script>'.repeat(1000)}`;
    const [issue] = validateRecord(deals, { ...deal, status: hostile });
    expect(issue?.message.length).to.be.below(40 + 45);
    expect(issue?.message).not.to.match(/[\u202e\n]/);
    for (const issueOfAny of validateRecord(deals, { ...deal, status: hostile, externalIds: { [hostile]: 1 }, amount: hostile, tags: [{ [hostile]: 1 }] })) expect(issueOfAny.message.length).to.be.below(120);
  });

  it('only reads: a frozen record passes, and nothing is taken out of it', () => {
    const record = Object.freeze({ ...deal, unknown: Object.freeze({ a: 1 }), amount: Object.freeze({ amount: 1, currency: 'EUR', note: 'kept' }) });
    const before = JSON.stringify(record);
    expect(validateRecord(deals, record)).to.deep.equal([]);
    expect(JSON.stringify(record)).to.equal(before);
  });

  it('gives the answer that zod gives, for right and wrong records of every collection', () => {
    // Fails when the quick test and zod differ anywhere: the quick one decides alone whether a record passes.
    const odd = fc.oneof(
      fc.constantFrom<unknown>(undefined, null, '', 'text', 0, -1, 1.5, Number.NaN, true, [], {}, [1], { a: 1 }, 'x'.repeat(129), '2026-02-30', '+34600112233', '+0', 'eur', 1e300, new Date(0), () => 1),
      fc.anything({ maxDepth: 1 }),
      fc.constantFrom(...leaves),
    );
    fc.assert(fc.property(fc.constantFrom(...collections), fc.array(fc.record({ place: fc.nat(), put: odd, leaveOut: fc.boolean() }), { maxLength: 2 }), ([, model], changes) => {
      let record = exampleRecord(model.schema);
      for (const { place, put, leaveOut } of changes) {
        const places = placesOf(record);
        record = withValue(record, places[place % places.length]!, put, leaveOut);
      }
      const issues = validateRecord(model, record);
      expect(issues.length === 0).to.equal(z.safeParse(model.schema, record).success);
      for (const { path, field, code, message } of issues) {
        expect(message).to.match(/^[A-Z].*\.$/u);
        expect(message.length).to.be.below(200);
        expect(issueCodes).to.include(code);
        expect(path.split('.')[0]).to.equal(field);
      }
    }), { numRuns: propertyRuns(1500) });
  });

  it('is quicker than zod alone, so that imports do not wait for it', () => {
    const contacts = crmModel.collections.contacts;
    const record = exampleRecord(contacts.schema);
    const time = (run: () => void) => {
      const start = performance.now();
      for (let count = 0; count < 1000; count += 1) run();
      return performance.now() - start;
    };
    // By turns, and the best of ten of each: whatever else the machine does only adds. About a third is usual.
    const rounds = Array.from({ length: 10 }, () => [time(() => validateRecord(contacts, record)), time(() => z.safeParse(contacts.schema, record))] as const);
    expect(Math.min(...rounds.map(([ours]) => ours))).to.be.below(Math.min(...rounds.map(([, zod]) => zod)));
  });
});

describe('validateFields', () => {
  it('looks at the named fields alone', () => {
    expect(validateFields(deals, { name: 'B', amount: null })).to.deep.equal([]);
    expect(validateFields(deals, {})).to.deep.equal([]);
    expect(validateFields(deals, { name: 3, stageId: '' }).map(({ path, code }) => `${path} ${code}`)).to.deep.equal(['name type', 'stageId range']);
  });

  it('takes a field away only where it may be missing', () => {
    expect(validateFields(deals, { companyId: undefined, custom: undefined })).to.deep.equal([]);
    expect(validateFields(deals, { name: undefined })).to.deep.equal([{ path: 'name', field: 'name', code: 'required', message: 'Give text: this field is required.' }]);
    expect(validateFields(crmModel.collections.preferences, { value: undefined })).to.have.nested.property('[0].code', 'required');
  });

  it('lets fields pass that the schema does not know, inherited names too', () => {
    expect(validateFields(deals, { tomorrow: 1, constructor: 2, toString: 3, hasOwnProperty: 4 })).to.deep.equal([]);
  });

  it('agrees with validateRecord, field by field', () => {
    fc.assert(fc.property(fc.constantFrom(...collections), fc.nat(), fc.oneof(fc.constantFrom<unknown>(...leaves), fc.anything({ maxDepth: 1 })), ([, model], place, put) => {
      const fields = Object.keys(model.schema.shape);
      const field = fields[place % fields.length]!;
      const record = { ...(exampleRecord(model.schema) as object), [field]: put };
      if (put === undefined) Reflect.deleteProperty(record, field);
      expect(validateFields(model, { [field]: put })).to.deep.equal(validateRecord(model, record));
    }), { numRuns: propertyRuns(500) });
  });
});

describe('naughty strings', () => {
  let strings: string[] | undefined;
  before(async () => {
    const text = await sharedData('security/naughty-strings.json');
    strings = text === undefined ? undefined : (JSON.parse(text) as string[]);
  });

  for (const [name, model] of collections) {
    it(`are taken as they are by every plain text of ${name}`, function () {
      if (!strings) return this.skip();
      const paths = textPaths(model.schema);
      // A collection without any plain text would make this test say nothing; every one has custom values.
      expect(paths.map((path) => path.join('.'))).to.include('custom.some');
      const record = exampleRecord(model.schema);
      for (const path of paths) {
        for (const text of strings) {
          const written = withValue(record, path, text);
          const issues = validateRecord(model, written);
          if (issues.length > 0) expect(issues, `${path.join('.')}: ${JSON.stringify(text)}`).to.deep.equal([]);
        }
      }
      // All of them at once, through what makes and checks records, and through JSON.
      for (const text of strings) {
        const written = paths.reduce((made, path) => withValue(made, path, text), record) as Record<string, unknown>;
        expect(findUnstorable(written)).to.equal(null);
        expect(JSON.parse(JSON.stringify(written))).to.deep.equal(written);
        if (!(name in crmModel.collections)) continue;
        const made = makeRecord(name as CollectionName, written as never) as Record<string, unknown>;
        for (const [field, value] of Object.entries(made)) expect(value, field).to.deep.equal(written[field]);
      }
    });
  }
});
