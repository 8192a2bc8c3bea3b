import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import '../define/import.js';
import { runElementSuite, seen } from '../internal/testing/element-suite.test-helper.js';
import { contactsCsv, dealFiles, freshClient, textFile } from './import-files.test-helper.js';
import type { CrmImport } from './import.js';
import { make, Person } from './import.test-helper.js';

/** Currencies to choose from, and what Intl writes. */
const isData = (text: string) => /^[\p{Sc}\d.,\s]+$|^[A-Z]{3}$/u.test(text);
const dealsToo = [...dealFiles(), textFile('broken.csv', ''), textFile('all.jsonl', '{"format":"crm-elements-export"}\n')];

async function known(): Promise<CrmClient> {
  const client = freshClient();
  await client.contacts.create({ fullName: 'Ana', emails: [{ value: 'ana@example.com' }] });
  return client;
}

/** A step that is not the first, whatever the language: by what it is made of. */
const reach = (selector: string) => async (element: CrmImport) => {
  const person = new Person(element);
  await person.filesAreRead();
  const next = () => person.find('.next').click();
  next();
  await person.until(() => person.all('[part~=mapping]').length > 0, 'the columns');
  if (selector === '[part~=mapping]') return;
  if (person.all('select[name=currency]').length > 0) await person.choose('currency', 'USD');
  next();
  await person.until(() => person.all('.start:not([aria-disabled])').length > 0, 'the plan');
  if (selector === '.start') return;
  person.find('.start').click();
  await person.until(() => person.all(selector).length > 0, selector);
};

runElementSuite<CrmImport>({
  tag: 'crm-import',
  create: () => make({ client: freshClient(), files: [textFile('people.csv', contactsCsv)] }),
  // Its name is there before it is read.
  shows: 'Contacts · 2 rows',
  isData,
  states: {
    'with nothing chosen': { create: () => make({ client: freshClient(), hideTitle: true }) },
    'with files that are not taken': {
      create: () => make({ client: freshClient(), files: dealsToo }),
      ready: (element) => seen(element, 'broken.csv'),
    },
    matching: { create: () => make({ client: freshClient(), files: dealsToo }), ready: reach('[part~=mapping]') },
    checking: {
      create: async () => make({ client: await known(), files: [...dealFiles(), textFile('people.csv', `${contactsCsv}Cem;none;\n`)] }),
      ready: reach('.start'),
    },
    reporting: {
      create: async () => make({ client: await known(), files: [...dealFiles(), textFile('people.csv', contactsCsv)] }),
      ready: reach('[part~=report]'),
    },
    halted: {
      create: () => {
        const rules = [{ on: 'commit', at: [2, 3, 4], fault: 'fail-before', error: 'QUOTA' }] as const;
        const adapter = createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules });
        return make({
          client: createClient(adapter, { actor: { kind: 'agent', id: 'ana' } }),
          files: [textFile('people.csv', contactsCsv)],
        });
      },
      ready: reach('[role=alert]:not([data-announcer])'),
    },
  },
});
