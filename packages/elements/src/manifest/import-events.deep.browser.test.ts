import { createClient, createMemoryAdapter } from '@crm-elements/data';
import '../define/import.js';
import { dealFiles, textFile } from '../import/import-files.test-helper.js';
import { Person } from '../import/import.test-helper.js';
import { put, refusing, runEventRows, type EventRow } from './event-rows.test-helper.js';

const actor = { kind: 'agent', id: 'ana' } as const;
const people = textFile('people.csv', 'Name,E-Mail,Company\nAna,ana@example.com,Acme\n');

/** Imports files to the end, and opens what was made. */
async function imports(place: HTMLElement, files: readonly File[], open?: number): Promise<void> {
  const person = new Person(put(place, 'crm-import', { client: createClient(createMemoryAdapter(), { actor }), files }));
  await person.importAll();
  if (open !== undefined) person.all('.looks button').at(open)!.click();
}

const rows: EventRow[] = [
  { tag: 'crm-import', events: ['crm-import-start', 'crm-import-done', 'crm-contact-open'], act: (place) => imports(place, [people], 0) },
  { tag: 'crm-import', events: ['crm-company-open'], act: (place) => imports(place, [people], -1) },
  { tag: 'crm-import', events: ['crm-deal-open'], act: (place) => imports(place, dealFiles(), -1) },
  {
    tag: 'crm-import',
    events: ['crm-error'],
    act: async (place) => {
      const person = new Person(put(place, 'crm-import', { client: createClient(refusing(), { actor }), files: [people] }));
      await person.toPreview();
      person.find('.start').click();
      await person.until(() => person.find('#step').textContent.trim() === 'Not all was imported', 'the failure');
    },
  },
];

runEventRows(['crm-import'], rows);
