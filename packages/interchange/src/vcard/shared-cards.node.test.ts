import { expect } from 'chai';
import { sharedData } from '../../../../tools/test-support.js';
import { expectedOf, type JCard } from './jcard.test-helper.js';
import { parseVCards } from './parse-vcards.js';
import type { ReadContact } from './read-contact.js';
import { sharedCards } from './shared-cards.test-helper.js';

const withExtras = ({ extras, card: _card, line: _line, ...rest }: ReadContact) => ({
  ...rest,
  extras: extras.map(({ line, name, label }) => `${line} ${name}${label === undefined ? '' : ` (${label})`}`),
});

describe('cards as real programs write them', () => {
  for (const [path, { contacts, issues }] of Object.entries(sharedCards)) {
    // Fails when any text, type or number of the card is lost, changed, or put somewhere else, or when what is left over is not given.
    it(`are read whole: ${path}`, async function () {
      const text = await sharedData(`vcard/${path}`);
      if (text === undefined) return this.skip();
      const read = parseVCards(text);
      expect(read.contacts.map(withExtras)).to.deep.equal(contacts);
      expect(read.issues.map(({ card, line, code }) => `${card}:${line} ${code}`)).to.deep.equal(issues);
      expect(parseVCards(new TextEncoder().encode(text)), 'the same as bytes').to.deep.equal(read);
    });
  }

  for (const name of ['escape_semicolon', 'vcard', 'vcard3', 'vcard_author', 'vcard_grouped']) {
    // Fails when a property is read otherwise than the authors of ical.js wrote down, independently of this reader, in the JSON form of vCard.
    it(`say what their jCard says: ${name}`, async function () {
      const [text, json] = await Promise.all([sharedData(`vcard/ical.js/${name}.vcf`), sharedData(`vcard/ical.js/${name}.json`)]);
      if (text === undefined || json === undefined) return this.skip();
      const [{ contact, companyName, companyUnits, notes, revisedAt } = { contact: {}, notes: [] as string[] } as ReadContact] =
        parseVCards(text).contacts;
      // The likely parts of a name are no property of the card.
      const { fields, hasName } = expectedOf(JSON.parse(json) as JCard);
      const { name: parts, ...rest } = contact;
      const found = { ...rest, ...(hasName && { name: parts }), companyName, companyUnits, revisedAt, notes };
      expect(JSON.parse(JSON.stringify(found))).to.deep.equal(JSON.parse(JSON.stringify(fields)));
    });
  }
});
