import type { Catalogue } from '../catalogue.js';

export const actions: Catalogue['actions'] = {
  menu: 'Mehr zu {name}',
  unnamed: 'Kontakt ohne Namen',
  copyText: 'Als Text kopieren',
  vcard: 'Als vCard speichern',
  'vcard.3': 'Als vCard 3.0 speichern, für ältere Adressbücher',
  'vcard.saved': '{name} ist als vCard gespeichert',
  import: 'vCards importieren …',
  merged: 'Trennen',
  takeApart: 'Aus {name} zusammengeführt: trennen',
  takenApart: '{name} ist wieder ein eigener Kontakt',
  takenApartPartly:
    '{name} ist wieder ein eigener Kontakt; {done} von {total} Einträgen sind wie zuvor, die übrigen wurden seither geändert',
  'delete.menu': 'Löschen …',
  'delete.title': '{name} löschen?',
  'delete.text':
    'Der Kontakt kommt in den Papierkorb und lässt sich 30 Tage lang zurückholen. Seine Deals, Tickets, Aufgaben und Notizen bleiben.',
  delete: 'Löschen',
  deleted: '{name} gelöscht',
  company: 'Firma',
  'company.failed': 'Die Firma konnte nicht gezeigt werden. Prüfen Sie die Verbindung, und versuchen Sie es noch einmal.',
};
