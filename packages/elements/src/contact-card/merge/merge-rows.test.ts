import { expect } from 'chai';
import fc from 'fast-check';
import { makeRecord, mergeFields, type Contact, type StoredRecord } from '@crm-elements/schema';
import { propertyRuns } from '../../../../../tools/test-support.js';
import { both, choicesOf, defaultPick, mergeRows } from './merge-rows.js';

const texts = fc.constantFrom('', 'a', 'b');
const given = fc.record({
  jobTitle: fc.option(texts),
  nickname: fc.option(texts),
  ownerId: fc.option(fc.constantFrom('x', 'y')),
  keepInTouchDays: fc.option(fc.constantFrom(7, 30)),
  tags: fc.uniqueArray(fc.constantFrom('p', 'q', 'r')),
  needs: fc.uniqueArray(fc.constantFrom('s', 't')),
  custom: fc.record({ size: fc.constantFrom('S', 'L') }, { requiredKeys: [] }),
});

const contact = (id: string, fields: object): Contact => ({
  ...makeRecord('contacts', { fullName: id }),
  ...fields,
  id,
  version: 1,
  createdAt: '',
  updatedAt: '',
});

const ids = ['ana', 'twin'] as const;
const pairs = fc.tuple(given, given).map(([a, b]) => [contact('ana', a), contact('twin', b)] as const);

/** The value of a field, or of `custom.<key>`. */
const valueOf = (record: object, field: string): unknown =>
  field.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], record);

/** What a merge makes of a field. */
const mergedValue = (kept: Contact, other: Contact, field: string, choices: Record<string, 'kept' | 'merged'> = {}): unknown => {
  const changed = mergeFields(kept as unknown as StoredRecord, other as unknown as StoredRecord, choices);
  return field in changed ? changed[field] : valueOf(kept, field);
};

describe('the rows of a merge', () => {
  it('show as chosen what a merge does where nobody decides, whichever stays', () => {
    // Fails when the dialog promises another value than the merge writes.
    fc.assert(
      fc.property(pairs, fc.boolean(), (pair, swapped) => {
        const [kept, other] = swapped ? [pair[1], pair[0]] : pair;
        for (const row of mergeRows(...pair)) {
          const pick = defaultPick(row, ids, kept.id);
          const merged = mergedValue(kept, other, row.field);
          if (pick === both) expect(new Set(merged as string[])).to.deep.equal(new Set(row.values.flat()));
          else expect(merged, row.field).to.deep.equal(row.values[ids.indexOf(pick as 'ana')]);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('become choices only where the person decided otherwise', () => {
    // Fails when a choice is lost, or one is sent that says nothing.
    fc.assert(
      fc.property(pairs, fc.boolean(), fc.boolean(), (pair, swapped, first) => {
        const [kept, other] = swapped ? [pair[1], pair[0]] : pair;
        const rows = mergeRows(...pair);
        const wanted = first ? 'ana' : 'twin';
        const choices = choicesOf(rows, new Map(rows.map(({ field }) => [field, wanted])), ids, kept.id);
        for (const row of rows) {
          expect(row.field in choices).to.equal(defaultPick(row, ids, kept.id) !== wanted);
          const choice =
            choices[row.field] === undefined ? {} : { [row.field]: wanted === kept.id ? ('kept' as const) : ('merged' as const) };
          expect(mergedValue(kept, other, row.field, choice) ?? null, row.field).to.deep.equal(row.values[ids.indexOf(wanted)] ?? null);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
