import type { Catalogue } from '../catalogue.js';

export const imports: Catalogue['imports'] = {
  title: 'Importieren',
  intro:
    'Nehmen Sie CSV-Dateien aus einer Tabelle oder einem anderen Programm auf, und vCards aus einem Adressbuch. Nichts wird geschrieben, bevor Sie gesehen haben, was daraus würde.',
  steps: 'Schritte des Imports',
  'step.choose': 'Dateien',
  'step.map': 'Spalten',
  'step.preview': 'Prüfen',
  'step.run': 'Importieren',
  'choose.title': 'Dateien wählen',
  'drop.title': 'Dateien hier ablegen',
  'drop.text': 'CSV oder vCard, mehrere zugleich, je bis {size} MB',
  'drop.choose': 'Dateien wählen',
  'drop.more': 'Weitere Dateien',
  'drop.paste': 'Text einfügen',
  'paste.label': 'Text einer CSV-Datei oder von vCards',
  'paste.add': 'Diesen Text nehmen',
  'paste.empty': 'Fügen Sie zuerst Text ein.',
  'paste.name': 'Eingefügter Text',
  readonly: 'Hier kann nichts geändert, also auch nichts importiert werden.',
  loading: 'Wird vorbereitet…',
  failed: 'Der Import konnte nicht geöffnet werden',
  busy: 'Der Import schreibt noch. Halten Sie ihn erst an, oder lassen Sie ihn fertig werden.',
};
