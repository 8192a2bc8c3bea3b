import { createClient, createMemoryAdapter, type DataAdapter } from '@crm-elements/data';
import '../define/settings.js';
import { find, named, press, put, refusing, runEventRows, write, type EventRow } from './event-rows.test-helper.js';

const show = (place: HTMLElement, adapter: DataAdapter = createMemoryAdapter()) =>
  put(place, 'crm-settings', { client: createClient(adapter, { actor: { kind: 'agent', id: 'ana' } }), section: 'team' });

const rows: EventRow[] = [
  {
    tag: 'crm-settings',
    events: ['crm-settings-open'],
    act: async (place) => {
      show(place);
      await press('Labels');
    },
  },
  {
    tag: 'crm-settings',
    events: ['crm-error'],
    act: async (place) => {
      show(place, refusing());
      await press('Add a person');
      await write(await find('input[name=name]'), 'Ana');
      // The last of that name sends the form.
      (await named('Add a person')).click();
    },
  },
];

runEventRows(['crm-settings'], rows);
