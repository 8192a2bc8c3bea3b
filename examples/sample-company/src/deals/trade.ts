import type { DealPlan } from './deal.js';

/** New lamps for hotels, cafés, schools and whoever else needs more than three. In each stage the first stands on top. */
export const trade: readonly DealPlan<'trade'>[] = [
  // Enquiry
  {
    key: 'yomogi-uji', name: '宇治店 カウンター照明', company: 'kissa-yomogi', people: ['morishita-sakura', 'takanashi-ren'], owner: 'kaori',
    amount: [1_480_000, 'JPY'],
    path: [['enquiry', '2d 4h']],
    close: 75, next: 'Ask for the ceiling plan', nextIn: '22h', source: 'Returning customer', tags: ['café'], lamps: 18, finish: 'brass',
  },
  {
    key: 'ferry-cabins', name: 'Cabin reading lights, MV Avra', company: 'thalassa-lines', people: ['danae-kallergi'], owner: 'tomas',
    path: [['enquiry', '5d 2h']],
    close: 140, next: 'Find out how many cabins', source: 'Trade fair', tags: ['marine'],
  },
  {
    key: 'fanar-suites', name: 'مصابيح الأجنحة الملكية', company: 'dar-al-fanar', people: ['layla-alkandari'], owner: 'tomas',
    path: [['enquiry', '3d 6h']],
    close: 110, next: 'Send the catalogue in Arabic', nextIn: '1d 3h', source: 'Returning customer', tags: ['hotel'],
  },
  {
    key: 'northfold-sixth-form', name: 'Sixth-form study rooms', company: 'northfold-schools', people: ['gethin-prosser'], owner: 'tomas',
    path: [['enquiry', '12d 1h']],
    close: 90, source: 'Referral', tags: ['public'], lamps: 64,
  },
  {
    key: 'svitlytsia-kyiv', name: 'Друга книгарня: читальний зал', company: 'svitlytsia', people: ['oksana-levchuk'], owner: 'mira',
    amount: [2_900, 'EUR'],
    path: [['enquiry', '1d 5h']],
    close: 60, next: 'Call Oksana about the reading room', nextIn: '4h', source: 'Returning customer', tags: ['bookshop'], lamps: 16,
  },
  {
    key: 'vanderelst-notary', name: 'Notary office, Mechelen', company: 'vanderelst', people: ['lotte-vanderelst'], amount: [3_400, 'EUR'],
    path: [['enquiry', '9h']],
    source: 'Specifier', tags: ['office'], lamps: 12, finish: 'nickel',
  },
  {
    key: 'han-wedding', name: 'Forty dormice for a wedding', people: ['han-jiu'], owner: 'kaori', items: [['dormouse', 40]],
    path: [['enquiry', '4d 2h']],
    close: 45, next: 'Answer: engraving and delivery', nextIn: '1d', source: 'Magazine', tags: ['gift'], lamps: 40,
  },

  // Site visit
  {
    key: 'fanar-majlis', name: 'إنارة المجلس الكبير', company: 'dar-al-fanar', people: ['layla-alkandari', 'nasser-albahrani'],
    owner: 'tomas', amount: [6_250, 'KWD'],
    path: [['enquiry', '40d'], ['visit', '11d 3h']],
    close: 70, next: 'Measure the dome by video call', nextIn: '3d 2h', source: 'Trade fair', tags: ['hotel', 'bespoke'], lamps: 9, finish: 'brass',
  },
  {
    key: 'ferry-saloon', name: 'Saloon and stairways, MV Avra', company: 'thalassa-lines', people: ['danae-kallergi'], owner: 'tomas',
    amount: [31_500, 'EUR'],
    path: [['enquiry', '60d'], ['visit', '20d 5h']],
    close: 95, next: 'Go aboard while she is in dock', nextIn: '6d 2h', source: 'Trade fair', tags: ['marine', 'large'], lamps: 110, finish: 'nickel',
  },
  {
    key: 'norrhamn-children', name: 'Barnens läshörna', company: 'norrhamn-library', people: ['asa-bjornfeldt'], owner: 'tomas',
    amount: [48_000, 'SEK'],
    path: [['enquiry', '26d'], ['visit', '6d 4h']],
    close: 50, next: 'Åsa sends photographs of the corner', nextIn: '2d', source: 'Returning customer', tags: ['public'], lamps: 14,
  },
  {
    key: 'okonkwo-lagos', name: 'Lagoon House, Lagos', company: 'okonkwo-adeyemi', people: ['chidinma-okonkwo', 'tunde-adeyemi'],
    owner: 'tomas', amount: [42_000, 'GBP'],
    path: [['enquiry', '75d'], ['visit', '30d']],
    close: 160, chance: 15, next: 'Wait for the electrical plan', source: 'Specifier', tags: ['large', 'bespoke'], lamps: 86, finish: 'patina',
  },
  {
    key: 'wetterkamm-winter', name: 'Winterraum Scharte', company: 'wetterkamm', people: ['vroni-hinterleitner'], owner: 'jonas',
    amount: [1_900, 'EUR'],
    path: [['enquiry', '21d'], ['visit', '8d 1h']],
    close: 30, next: 'Walk up before the snow', nextIn: '5d', source: 'Returning customer', tags: ['off-grid'], lamps: 10,
  },
  {
    key: 'sette-lune-garden', name: 'Giardino d’inverno', company: 'sette-lune', people: ['giulia-ferrante'], owner: 'tomas',
    path: [['enquiry', '33d'], ['visit', '16d 2h']],
    close: 85, next: 'See the winter garden after dark', nextIn: '9d', source: 'Returning customer', tags: ['hotel'], lamps: 20,
  },

  // Sample lent
  {
    key: 'long-lantern-rooms', name: 'Twelve rooms at the Long Lantern', company: 'long-lantern', people: ['wren-abernathy'],
    owner: 'kaori', amount: [9_840, 'USD'],
    path: [['enquiry', '52d'], ['visit', '41d'], ['sample', '17d 3h']],
    close: 35, next: 'Ask how Owlet did in room 4', nextIn: '1d 6h', source: 'Magazine', tags: ['hotel'], lamps: 36, finish: 'brass',
  },
  {
    key: 'minuit-terrace', name: 'Éclairage de la terrasse', company: 'minuit-moins-dix', people: ['elodie-marchetti', 'basile-ndiaye'],
    owner: 'mira', items: [['glow-worm', 22]],
    path: [['enquiry', '38d'], ['sample', '13d 2h']],
    close: 20, next: 'Pick up the two samples', nextIn: '2d 4h', source: 'Returning customer', tags: ['restaurant'], lamps: 22,
  },
  {
    key: 'vanderelst-clinic', name: 'Waiting rooms, Dr Maes', company: 'vanderelst', people: ['lotte-vanderelst'], owner: 'tomas',
    items: [['hawkmoth', 18], ['owlet', 4]],
    path: [['enquiry', '49d'], ['visit', '40d'], ['sample', '26d 1h']],
    close: -4, next: 'Get the sample back, or an answer', source: 'Specifier', tags: ['office'], lamps: 22, finish: 'enamel',
  },
  {
    key: 'okonkwo-library', name: 'Private library, Highgate', company: 'okonkwo-adeyemi', people: ['tunde-adeyemi'], owner: 'tomas',
    amount: [7_600, 'GBP'],
    path: [['enquiry', '58d'], ['visit', '44d'], ['sample', '9d 4h']],
    close: 40, chance: 55, next: 'Túndé shows Heron to his client', nextIn: '4d', source: 'Specifier', tags: ['reference'], lamps: 15,
    finish: 'brass',
  },
  {
    key: 'northfold-corridors', name: 'Corridors, Lower School', company: 'northfold-schools',
    people: ['priya-raghunathan', 'gethin-prosser'], owner: 'tomas', amount: [11_250, 'GBP'],
    path: [['enquiry', '66d'], ['visit', '50d'], ['sample', '15d']],
    close: 55, next: 'Football test: does the shade survive?', nextIn: '3d', source: 'Tender', tags: ['public'], lamps: 90, finish: 'enamel',
  },
  {
    key: 'lune-second-house', name: 'Casa Falena, 30 camere', company: 'lune-ospitalita', people: ['giulia-ferrante'], owner: 'tomas',
    amount: [18_700, 'EUR'],
    path: [['enquiry', '44d'], ['visit', '30d'], ['sample', '7d 5h']],
    close: 65, next: 'Set up the model room', nextIn: '8d', source: 'Returning customer', tags: ['hotel', 'large'], lamps: 96, finish: 'brass',
  },

  // Quote sent
  {
    key: 'norrhamn-reading-room', name: 'Stora läsesalen', company: 'norrhamn-library', people: ['asa-bjornfeldt'], owner: 'tomas',
    amount: [262_000, 'SEK'],
    path: [['enquiry', '90d'], ['visit', '70d'], ['sample', '48d'], ['quote', '8d 2h']],
    close: 14, next: 'Answer the tender’s questions', nextIn: '1d 2h', source: 'Tender', tags: ['public', 'large'], lamps: 72, finish: 'brass',
  },
  {
    key: 'yomogi-arashiyama', name: '嵐山店 全席', company: 'kissa-yomogi', people: ['morishita-sakura', 'takanashi-ren'], owner: 'kaori',
    amount: [3_960_000, 'JPY'],
    path: [['enquiry', '80d'], ['visit', '64d'], ['sample', '45d'], ['quote', '5d 6h']],
    close: 21, next: 'Send the second page in Japanese', nextIn: '20h', source: 'Returning customer', tags: ['café', 'large'], lamps: 44,
    finish: 'brass',
  },
  {
    key: 'fanar-lobby', name: 'بهو الاستقبال', company: 'dar-al-fanar', people: ['layla-alkandari', 'nasser-albahrani'], owner: 'tomas',
    amount: [14_800, 'KWD'],
    path: [['enquiry', '70d'], ['visit', '55d'], ['sample', '35d'], ['quote', '13d 4h']],
    close: -2, next: 'Call Layla: is the budget released?', nextIn: '3h', source: 'Trade fair', tags: ['hotel', 'large', 'bespoke'],
    lamps: 31, finish: 'brass',
  },
  {
    key: 'wetterkamm-huts', name: 'Laternen für vier Hütten', company: 'wetterkamm', people: ['vroni-hinterleitner', 'matthaeus-gross'],
    owner: 'jonas', items: [['glow-worm', 48], ['pipistrelle', 48]],
    path: [['enquiry', '35d'], ['quote', '6d 1h']],
    close: 10, chance: 75, next: 'Matthäus asks the treasurer', nextIn: '2d', source: 'Returning customer', tags: ['off-grid'], lamps: 96,
  },
  {
    key: 'svitlytsia-night', name: 'Читання при світлі: 30 світильників', company: 'svitlytsia', people: ['oksana-levchuk'], owner: 'mira',
    items: [['glow-worm', 30]],
    path: [['enquiry', '24d'], ['quote', '4d 3h']],
    close: 12, next: 'Ask the carrier about Lviv', nextIn: '1d', source: 'Returning customer', tags: ['bookshop', 'off-grid'], lamps: 30,
  },
  {
    key: 'sette-lune-corridors', name: 'Corridoi, secondo e terzo piano', company: 'sette-lune',
    people: ['giulia-ferrante', 'dario-kosovel'], owner: 'tomas', items: [['hawkmoth', 44]],
    path: [['enquiry', '47d'], ['visit', '36d'], ['quote', '15d 2h']],
    close: -9, next: 'Remind Giulia of the quote', source: 'Returning customer', tags: ['hotel'], lamps: 44, finish: 'brass',
  },
  {
    key: 'kwame-choir', name: 'Clip lights for the Kumasi choir', people: ['kwame-boateng'], owner: 'mira', items: [['pipistrelle', 36]],
    path: [['enquiry', '16d'], ['quote', '3d 2h']],
    close: 26, next: 'Ask which plug the hall has', nextIn: '2d 5h', source: 'Friend', tags: ['abroad'], lamps: 36,
  },

  // Agreeing terms
  {
    key: 'minuit-bar', name: 'Le comptoir et les alcôves', company: 'minuit-moins-dix', people: ['elodie-marchetti'], owner: 'mira',
    items: [['nightjar', 14], ['hawkmoth', 8]],
    path: [['enquiry', '62d'], ['visit', '50d'], ['sample', '40d'], ['quote', '22d'], ['terms', '4d 2h']],
    close: 5, next: 'Élodie signs', nextIn: '2d 1h', source: 'Friend', tags: ['restaurant'], lamps: 22, finish: 'enamel',
  },
  {
    key: 'okonkwo-chapel', name: 'Chapel conversion, Bristol', company: 'okonkwo-adeyemi', people: ['chidinma-okonkwo'], owner: 'tomas',
    amount: [23_900, 'GBP'],
    path: [['enquiry', '120d'], ['visit', '100d'], ['sample', '77d'], ['quote', '40d'], ['terms', '10d 3h']],
    close: 8, chance: 90, next: 'Agree who carries the scaffolding', nextIn: '1d 4h', source: 'Specifier', tags: ['heritage', 'large'],
    lamps: 40, finish: 'patina',
  },
  {
    key: 'northfold-music', name: 'Music block', company: 'northfold-schools', people: ['priya-raghunathan'], owner: 'tomas', amount: [5_980, 'GBP'],
    path: [['enquiry', '70d'], ['visit', '60d'], ['quote', '33d'], ['terms', '18d 2h']],
    close: -6, next: 'Purchase order is with finance', source: 'Tender', tags: ['public'], lamps: 52, finish: 'nickel',
  },
  {
    key: 'vanderelst-bookshop', name: 'Boekhandel De Nachtkaars', company: 'vanderelst', people: ['lotte-vanderelst'], owner: 'tomas',
    items: [['heron', 6], ['badger', 10]],
    path: [['enquiry', '41d'], ['visit', '34d'], ['quote', '19d'], ['terms', '3d 5h']],
    close: 7, next: 'Deposit invoice', nextIn: '1d', source: 'Specifier', tags: ['bookshop'], lamps: 16, finish: 'brass',
  },

  // Won
  {
    key: 'sette-lune-lobby', name: 'Hall e bar', company: 'sette-lune', people: ['giulia-ferrante', 'dario-kosovel'], owner: 'tomas',
    amount: [16_400, 'EUR'],
    path: [['enquiry', '210d'], ['visit', '195d'], ['sample', '180d'], ['quote', '150d'], ['terms', '130d'], ['won', '119d']],
    close: -120, source: 'Trade fair', tags: ['hotel', 'reference'], lamps: 58, finish: 'brass',
  },
  {
    key: 'yomogi-gion', name: '祇園本店 リニューアル', company: 'kissa-yomogi', people: ['morishita-sakura'], owner: 'kaori', amount: [2_640_000, 'JPY'],
    path: [['enquiry', '160d'], ['visit', '150d'], ['sample', '128d'], ['quote', '101d'], ['terms', '88d'], ['won', '76d']],
    close: -75, source: 'Magazine', tags: ['café', 'reference'], lamps: 29, finish: 'brass',
  },
  {
    key: 'svitlytsia-first', name: 'Лампи для книгарні', company: 'svitlytsia', people: ['oksana-levchuk'], owner: 'mira',
    items: [['badger', 12], ['owlet', 6]],
    path: [['enquiry', '140d'], ['quote', '120d'], ['won', '108d']],
    close: -110, source: 'Shop', tags: ['bookshop'], lamps: 18, finish: 'enamel',
  },
  {
    key: 'wetterkamm-trial', name: 'Probehütte: zwölf Laternen', company: 'wetterkamm', people: ['vroni-hinterleitner'], owner: 'jonas',
    items: [['glow-worm', 12]],
    path: [['enquiry', '190d'], ['sample', '170d'], ['won', '142d']],
    close: -140, source: 'Friend', tags: ['off-grid'], lamps: 12,
  },
  {
    key: 'vanderelst-flat', name: 'Appartement Scheldekaai', company: 'vanderelst', people: ['lotte-vanderelst'], owner: 'tomas',
    items: [['heron', 2], ['nightjar', 3], ['hawkmoth', 6]],
    path: [['enquiry', '60d'], ['quote', '50d'], ['terms', '39d'], ['won', '31d']],
    close: -30, source: 'Specifier', lamps: 11, finish: 'patina',
  },
  {
    key: 'norrhamn-counter', name: 'Informationsdisken', company: 'norrhamn-library', people: ['asa-bjornfeldt'], owner: 'tomas',
    amount: [36_500, 'SEK'],
    path: [['enquiry', '80d'], ['visit', '66d'], ['quote', '40d'], ['terms', '21d'], ['won', '12d']],
    close: -10, source: 'Tender', tags: ['public'], lamps: 8, finish: 'brass',
  },
  {
    key: 'minuit-spares', name: 'Abat-jour de rechange', company: 'minuit-moins-dix', people: ['basile-ndiaye'], owner: 'mira',
    items: [['linen-shade', 24]],
    path: [['enquiry', '9d'], ['quote', '7d'], ['won', '2d 3h']],
    close: -1, source: 'Returning customer', tags: ['spare parts'], lamps: 24,
  },

  // Lost
  {
    key: 'ferry-deck', name: 'Deck lights, MV Pelagia', company: 'thalassa-lines', people: ['danae-kallergi'], owner: 'tomas',
    amount: [54_000, 'EUR'],
    path: [['enquiry', '76d'], ['visit', '60d'], ['quote', '45d'], ['lost', '28d']],
    close: -20, lost: 'We have no certificate for open decks', source: 'Trade fair', tags: ['marine', 'large'], lamps: 150,
  },
  {
    key: 'northfold-gym', name: 'Sports hall', company: 'northfold-schools', people: ['gethin-prosser'], owner: 'tomas', amount: [8_400, 'GBP'],
    path: [['enquiry', '110d'], ['visit', '99d'], ['lost', '90d']],
    close: -60, lost: 'Ceiling too high for our lamps', source: 'Tender', tags: ['public'],
  },
  {
    key: 'okonkwo-tower', name: 'Lobby, Meridian Wharf', company: 'okonkwo-adeyemi', people: ['chidinma-okonkwo'], owner: 'tomas',
    amount: [61_000, 'GBP'],
    path: [['enquiry', '150d'], ['visit', '131d'], ['sample', '110d'], ['quote', '83d'], ['lost', '52d']],
    close: -45, lost: 'Price: went to a larger maker', source: 'Specifier', tags: ['large'], lamps: 120,
  },
  {
    key: 'sette-lune-pool', name: 'Piscina coperta', company: 'sette-lune', people: ['dario-kosovel'], owner: 'tomas',
    path: [['enquiry', '88d'], ['lost', '80d']],
    lost: 'Building permit refused', source: 'Returning customer', tags: ['hotel'],
  },
];
