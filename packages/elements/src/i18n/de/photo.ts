import type { Catalogue } from '../catalogue.js';

export const photo: Catalogue['photo'] = {
  label: 'Bild',
  choose: 'Bild wählen',
  replace: 'Bild ersetzen',
  remove: 'Bild entfernen',
  storing: 'Das Bild wird gespeichert …',
  notPicture:
    'Diese Datei ist kein Bild, das sich zeigen lässt. Wählen Sie eine Datei im Format PNG, JPEG, WebP oder GIF mit höchstens 15 MB.',
  notStored: 'Das Bild wurde nicht gespeichert: {reason}',
};
