import type { Person } from './person.js';

/** People whom Mothwick knows through the firms they work for. */
export const tradePeople = {
  'giulia-ferrante': {
    name: { given: 'Giulia', family: 'Ferrante' }, pronouns: 'she/her', company: 'sette-lune', jobTitle: 'Hotel director', role: 'Decides',
    emails: ['g.ferrante@settelune.example'], url: 'https://settelune.example',
    languages: ['it', 'en', 'de'], timeZone: 'Europe/Rome', stage: 'customer', source: 'Trade fair', owner: 'tomas', tags: ['key contact'],
    needs: ['spare shades on stock'], newsletter: ['granted', '90w'], verified: true,
    keepInTouchDays: 60, since: '92w',
  },
  'dario-kosovel': {
    name: { given: 'Dario', family: 'Kosovel' }, pronouns: 'he/him', company: 'sette-lune', jobTitle: 'Head of maintenance', role: 'Uses',
    emails: ['manutenzione@settelune.example', 'd.kosovel@settelune.example'],
    languages: ['it', 'sl', 'en'], timeZone: 'Europe/Rome', stage: 'customer', source: 'Referral', owner: 'tomas', tags: ['spare parts'],
    since: '71w',
  },
  'asa-bjornfeldt': {
    name: { given: 'Åsa', family: 'Björnfeldt' }, pronouns: 'she/her', company: 'norrhamn-library', jobTitle: 'Head librarian',
    role: 'Decides', emails: ['asa.bjornfeldt@norrhamn.example'], phones: ['+46 8 465 004 37'],
    languages: ['sv', 'en'], timeZone: 'Europe/Stockholm', stage: 'customer', source: 'Tender', owner: 'tomas',
    tags: ['public', 'key contact'], needs: ['3000 K', 'five-year guarantee'], newsletter: ['granted', '50w'], since: '60w',
  },
  'inigo-olazabal': {
    name: { given: 'Íñigo', family: 'Olazábal Ruiz' }, pronouns: 'he/him', company: 'teatro-del-alba', jobTitle: 'Technical director',
    role: 'Decides', emails: ['inigo@teatrodelalba.example'],
    languages: ['es', 'eu', 'ca'], timeZone: 'Europe/Madrid', stage: 'customer', source: 'Referral', owner: 'jonas', tags: ['heritage'],
    needs: ['dimmable', 'no buzz on stage'], since: '52w',
  },
  'reme-cortes': {
    name: { given: 'Remedios', family: 'Cortés Amador' }, nickname: 'Reme', pronouns: 'she/her', company: 'teatro-del-alba',
    jobTitle: 'Head of props', role: 'Uses', emails: ['reme@teatrodelalba.example'],
    languages: ['es'], timeZone: 'Europe/Madrid', stage: 'customer', source: 'Referral', owner: 'jonas', tags: ['heritage'], since: '41w',
  },
  'morishita-sakura': {
    name: { given: 'さくら', family: '森下' }, fullName: '森下 さくら', nickname: 'Sakura', pronouns: 'she/her', company: 'kissa-yomogi',
    jobTitle: '代表', role: 'Decides', emails: ['sakura@kissa-yomogi.example'], url: 'https://kissa-yomogi.example',
    languages: ['ja'], timeZone: 'Asia/Tokyo', stage: 'customer', source: 'Magazine', owner: 'kaori', tags: ['key contact'],
    newsletter: ['granted', '66w'], verified: true, keepInTouchDays: 45, since: '70w',
  },
  'takanashi-ren': {
    name: { given: '蓮', family: '小鳥遊' }, nickname: 'Ren', pronouns: 'he/him', company: 'kissa-yomogi', jobTitle: '店舗設計', role: 'Advises',
    emails: ['ren@kissa-yomogi.example'],
    languages: ['ja', 'en'], timeZone: 'Asia/Tokyo', stage: 'customer', source: 'Referral', owner: 'kaori', tags: ['specifier'], since: '33w',
  },
  'chidinma-okonkwo': {
    name: { given: 'Chidinma', family: 'Okonkwo' }, pronouns: 'she/her', company: 'okonkwo-adeyemi', jobTitle: 'Founding partner',
    role: 'Decides', emails: ['chidinma@okonkwo-adeyemi.example'], phones: ['+44 20 7946 0312 ext. 1', '+44 7700 900288'],
    languages: ['en', 'ig'], timeZone: 'Europe/London', stage: 'evangelist', source: 'Trade fair', owner: 'tomas',
    tags: ['specifier', 'key contact'], newsletter: ['granted', '78w'], keepInTouchDays: 45, since: '80w',
  },
  'tunde-adeyemi': {
    name: { given: 'Túndé', family: 'Adéyẹmí' }, pronouns: 'he/him', company: 'okonkwo-adeyemi', jobTitle: 'Partner, interiors',
    role: 'Advises', emails: ['tunde@okonkwo-adeyemi.example'], phones: ['+44 20 7946 0312 ext. 2'],
    languages: ['en', 'yo'], timeZone: 'Europe/London', stage: 'opportunity', source: 'Referral', owner: 'tomas', tags: ['specifier'], since: '64w',
  },
  'layla-alkandari': {
    name: { given: 'ليلى', family: 'الكندري' }, nickname: 'Layla', pronouns: 'she/her', company: 'dar-al-fanar',
    jobTitle: 'مديرة المشتريات', role: 'Decides', emails: ['layla@daralfanar.example'],
    languages: ['ar', 'en'], timeZone: 'Asia/Kuwait', stage: 'opportunity', leadStatus: 'Quote asked for', source: 'Trade fair',
    owner: 'tomas', tags: ['hotel'], needs: ['delivery before the season', '230 V, type G plugs'], newsletter: ['granted', '12w'],
    since: '14w',
  },
  'nasser-albahrani': {
    name: { prefix: 'م.', given: 'ناصر', family: 'البحراني' }, pronouns: 'he/him', company: 'dar-al-fanar', jobTitle: 'مهندس الصيانة',
    role: 'Uses', emails: ['nasser@daralfanar.example'],
    languages: ['ar', 'en'], timeZone: 'Asia/Kuwait', stage: 'lead', source: 'Referral', owner: 'tomas', tags: ['hotel'], since: '9w',
  },
  'elodie-marchetti': {
    name: { given: 'Élodie', family: 'Marchetti' }, pronouns: 'elle', company: 'minuit-moins-dix', jobTitle: 'Gérante', role: 'Decides',
    emails: ['elodie@minuitmoinsdix.example'], phones: ['+33 6 39 98 41 10'],
    languages: ['fr', 'it'], timeZone: 'Europe/Paris', stage: 'customer', source: 'Friend', owner: 'mira', tags: ['restaurant'],
    newsletter: ['granted', '38w'], since: '40w',
  },
  'basile-ndiaye': {
    name: { given: 'Basile', family: 'N’Diaye' }, pronouns: 'il', company: 'minuit-moins-dix', jobTitle: 'Chef de salle', role: 'Uses',
    emails: ['salle@minuitmoinsdix.example'], phones: ['+33 1 99 00 12 10 ext. 3'],
    languages: ['fr', 'wo'], timeZone: 'Europe/Paris', stage: 'customer', source: 'Referral', owner: 'mira', tags: ['restaurant'], since: '29w',
  },
  'vroni-hinterleitner': {
    name: { given: 'Vroni', family: 'Hinterleitner' }, pronouns: 'sie', company: 'wetterkamm', jobTitle: 'Hüttenwirtin', role: 'Decides',
    emails: ['vroni@wetterkamm.example'], phones: ['+49 171 39200 17'],
    languages: ['de-AT', 'de'], timeZone: 'Europe/Berlin', stage: 'customer', source: 'Friend', owner: 'jonas',
    tags: ['off-grid', 'key contact'], needs: ['12 V', 'spare batteries'], newsletter: ['denied', '60w'], since: '66w',
  },
  'matthaeus-gross': {
    name: { given: 'Matthäus', family: 'Groß' }, pronouns: 'er', company: 'wetterkamm', jobTitle: 'Einkauf', role: 'Advises',
    emails: ['einkauf@wetterkamm.example'], phones: ['+49 89 99998 140 ext. 21'],
    languages: ['de'], timeZone: 'Europe/Berlin', stage: 'customer', source: 'Referral', owner: 'jonas', tags: ['spare parts'], since: '47w',
  },
  'marijke-oever': {
    name: { prefix: 'Dr', given: 'Marijke', family: 'van den Oever' }, pronouns: 'zij/haar', company: 'harbour-lights',
    jobTitle: 'Conservator', role: 'Decides', emails: ['m.vandenoever@havenlichten.example'],
    url: 'https://havenlichten.example/team', languages: ['nl', 'en', 'fr'], timeZone: 'Europe/Amsterdam', stage: 'evangelist',
    source: 'Conference', owner: 'jonas', tags: ['heritage', 'key contact'], newsletter: ['granted', '84w'],
    verified: true, keepInTouchDays: 30, since: '88w',
  },
  'danae-kallergi': {
    name: { given: 'Δανάη', family: 'Καλλέργη' }, pronouns: 'she/her', company: 'thalassa-lines', jobTitle: 'Υπεύθυνη στόλου',
    role: 'Decides', emails: ['d.kallergi@grammes-thalassa.example'],
    languages: ['el', 'en'], timeZone: 'Europe/Athens', stage: 'opportunity', leadStatus: 'Site visit', source: 'Trade fair',
    owner: 'tomas', tags: ['marine'], needs: ['IP65', 'salt spray'], since: '11w',
  },
  'oksana-levchuk': {
    name: { given: 'Оксана', family: 'Левчук' }, pronouns: 'вона', company: 'svitlytsia', jobTitle: 'Власниця', role: 'Decides',
    emails: ['oksana@svitlytsia.example'],
    languages: ['uk', 'pl', 'en'], timeZone: 'Europe/Kyiv', stage: 'customer', source: 'Shop', owner: 'mira', tags: ['bookshop'],
    needs: ['lamps that run when the power is off'], newsletter: ['granted', '42w'], since: '44w',
  },
  'priya-raghunathan': {
    name: { given: 'Priya', family: 'Raghunathan' }, pronouns: 'she/her', company: 'northfold-schools', jobTitle: 'Director of estates',
    role: 'Decides', emails: ['p.raghunathan@northfold.example'], phones: ['+44 161 496 0145 ext. 8'],
    languages: ['en', 'ta'], timeZone: 'Europe/London', stage: 'customer', source: 'Tender', owner: 'tomas', tags: ['public'],
    newsletter: ['pending', '20w'], since: '35w',
  },
  'gethin-prosser': {
    name: { given: 'Gethin', family: 'Prosser', suffix: 'MBE' }, pronouns: 'he/him', company: 'northfold-schools', jobTitle: 'Site manager',
    role: 'Uses', emails: ['g.prosser@northfold.example'], phones: ['+44 7700 900561'],
    languages: ['cy', 'en'], timeZone: 'Europe/London', stage: 'customer', source: 'Referral', owner: 'tomas', tags: ['public'], since: '30w',
  },
  'lotte-vanderelst': {
    name: { given: 'Lotte', family: 'Vanderelst' }, pronouns: 'zij/haar', company: 'vanderelst', jobTitle: 'Interior designer',
    role: 'Advises', emails: ['lotte@vanderelst.example', 'atelier@vanderelst.example'],
    socials: [{ network: 'social', value: 'https://social.example/@vanderelst' }], languages: ['nl-BE', 'fr', 'en'], timeZone: 'Europe/Brussels',
    stage: 'evangelist', source: 'Friend', owner: 'tomas', tags: ['specifier', 'key contact'],
    newsletter: ['granted', '98w'], keepInTouchDays: 30, since: '100w',
  },
  'xaver-brandl': {
    name: { given: 'Xaver', family: 'Brandl' }, pronouns: 'er', company: 'hauch-glas', jobTitle: 'Glasbläsermeister', role: 'Supplies',
    emails: ['x.brandl@glashuette-hauch.example'], phones: ['+49 171 39200 58'],
    languages: ['de'], timeZone: 'Europe/Berlin', stage: 'other', source: 'Supplier', owner: 'jonas', tags: ['supplier'], since: '120w',
  },
  'wren-abernathy': {
    name: { given: 'Wren', family: 'Abernathy' }, pronouns: 'they/them', company: 'long-lantern', jobTitle: 'Innkeeper', role: 'Decides',
    emails: ['wren@longlantern.example'], phones: ['+1 802-555-0144', '+1 802-555-0171'],
    address: { street: '88 Covered Bridge Road', postalCode: '05000', locality: 'Fernhollow', region: 'Vermont', country: 'United States' },
    languages: ['en-US'], timeZone: 'America/New_York', stage: 'opportunity', leadStatus: 'Sample lent',
    source: 'Magazine', owner: 'kaori', tags: ['hotel'], needs: ['120 V'], newsletter: ['granted', '8w'], since: '8w',
  },
} as const satisfies Record<string, Person>;
