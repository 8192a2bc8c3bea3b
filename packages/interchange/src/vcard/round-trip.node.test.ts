import { makeGenerator } from '@crm-elements/data/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../tools/test-support.js';
import { writtenVersions } from './card-writer.js';
import { expectedBack, foundBack } from './carried.test-helper.js';
import { formatVCards } from './format-vcards.js';
import { hostileSources } from './hostile-contacts.test-helper.js';
import { parseVCards } from './parse-vcards.js';

describe('parseVCards(formatVCards(contacts))', () => {
  for (const version of writtenVersions) {
    // Fails when a character, a label, an order, a primary mark or a byte of any field is lost, or when anything written is not understood.
    it(`gives every field back, whatever is written in it: ${version}`, () => {
      fc.assert(
        fc.property(fc.array(hostileSources, { minLength: 1, maxLength: 3 }), (sources) => {
          const { contacts, issues } = parseVCards(formatVCards(sources as never[], { version }));
          expect(issues).to.deep.equal([]);
          expect(contacts.map(foundBack)).to.deep.equal(
            sources.map((written) => expectedBack(written as never, { keepsMilliseconds: version === '3.0' })),
          );
          expect(contacts.flatMap(({ extras }) => extras)).to.deep.equal([]);
        }),
        { numRuns: propertyRuns(200) },
      );
    });

    // Fails when what people are really called, in sixteen languages, or how they are reached does not come back.
    it(`gives generated contacts back: ${version}`, () => {
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const make = makeGenerator({ seed });
          const made = Array.from({ length: 20 }, () => make.contact()).map((record) => ({ ...record, externalIds: { vcard: record.id } }));
          const { contacts, issues } = parseVCards(formatVCards(made, { version }));
          expect(issues).to.deep.equal([]);
          expect(contacts.map(foundBack)).to.deep.equal(
            made.map((written) => expectedBack({ contact: written }, { keepsMilliseconds: true })),
          );
        }),
        { numRuns: propertyRuns(10) },
      );
    });
  }
});
