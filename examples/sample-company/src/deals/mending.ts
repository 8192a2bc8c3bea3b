import type { DealPlan } from './deal.js';

/** Old lamps that are to burn again. In each stage the first stands on top. */
export const mending: readonly DealPlan<'mending'>[] = [
  // Survey
  {
    key: 'alba-chandelier', name: 'La araña del foyer', company: 'teatro-del-alba', people: ['inigo-olazabal', 'reme-cortes'], owner: 'jonas',
    path: [['survey', '6d 2h']],
    close: 120, next: 'Lower it and count the arms', nextIn: '4d', source: 'Returning customer', tags: ['heritage', 'large'], lamps: 48,
    finish: 'brass',
  },
  {
    key: 'harbour-fresnel', name: 'Fourth-order lens lamp, 1891', company: 'harbour-lights', people: ['marijke-oever'], owner: 'jonas',
    amount: [9_500, 'EUR'],
    path: [['survey', '10d 3h']],
    close: 100, next: 'Read the keeper’s logbook', nextIn: '3d', source: 'Returning customer', tags: ['heritage'], lamps: 1, finish: 'brass',
  },
  {
    key: 'ferry-binnacle', name: 'Binnacle lamps for the head office', company: 'thalassa-lines', people: ['danae-kallergi'], owner: 'jonas',
    path: [['survey', '19d']],
    close: 60, source: 'Trade fair', tags: ['marine'], lamps: 6,
  },
  {
    key: 'macaskill-byre', name: 'Byre lanterns from the croft', people: ['ruaridh-macaskill'], owner: 'jonas', amount: [420, 'GBP'],
    path: [['survey', '3d 1h']],
    close: 40, next: 'Wait for the parcel', nextIn: '2d', source: 'Repair day', lamps: 3,
  },

  // Estimate
  {
    key: 'norrhamn-globes', name: 'Jordgloberna i trapphuset', company: 'norrhamn-library', people: ['asa-bjornfeldt'], owner: 'jonas',
    amount: [74_000, 'SEK'],
    path: [['survey', '40d'], ['estimate', '18d 2h']],
    close: 25, next: 'Ask whether the board has met', nextIn: '1d 1h', source: 'Returning customer', tags: ['heritage'], lamps: 4,
  },
  {
    key: 'sette-lune-lantern', name: 'La lanterna della scala', company: 'sette-lune', people: ['dario-kosovel'], owner: 'jonas',
    amount: [2_350, 'EUR'],
    path: [['survey', '15d'], ['estimate', '5d 4h']],
    close: 30, next: 'Dario compares two ways to hang it', nextIn: '6d', source: 'Returning customer', tags: ['hotel'], lamps: 1, finish: 'patina',
  },
  {
    key: 'minuit-sign', name: 'L’enseigne au cadran', company: 'minuit-moins-dix', people: ['elodie-marchetti'], owner: 'yusra',
    amount: [1_180, 'EUR'],
    path: [['survey', '28d'], ['estimate', '20d']],
    close: -3, next: 'Ask Élodie for a yes or a no', source: 'Returning customer', tags: ['restaurant'], lamps: 12,
  },

  // On the bench: four, and that is all the bench holds.
  {
    key: 'alba-footlights', name: 'Candilejas, primera mitad', company: 'teatro-del-alba', people: ['inigo-olazabal', 'reme-cortes'],
    owner: 'jonas', amount: [6_840, 'EUR'],
    path: [['survey', '75d'], ['estimate', '60d'], ['bench', '24d']],
    close: 18, next: 'Re-tin the last eleven reflectors', nextIn: '2d 3h', source: 'Referral', tags: ['heritage'], lamps: 38, finish: 'patina',
  },
  {
    key: 'harbour-buoy', name: 'Buoy lantern no. 7', company: 'harbour-lights', people: ['marijke-oever'], owner: 'jonas', amount: [3_900, 'EUR'],
    path: [['survey', '90d'], ['estimate', '70d'], ['bench', '36d 2h']],
    close: -5, next: 'The red glass is late, call Xaver', nextIn: '5h', source: 'Returning customer', tags: ['heritage'], lamps: 1, finish: 'brass',
  },
  {
    key: 'kerekes-miner', name: 'Two miner’s lamps from Pécs', people: ['zoltan-kerekes'], owner: 'jonas', amount: [340, 'EUR'],
    path: [['survey', '30d'], ['estimate', '26d'], ['bench', '9d 1h']],
    close: 12, next: 'New gauze', source: 'Repair day', lamps: 2, finish: 'brass',
  },
  {
    key: 'svitlytsia-lamp', name: 'Гасова лампа бабусі', company: 'svitlytsia', people: ['oksana-levchuk'], owner: 'yusra', amount: [210, 'EUR'],
    path: [['survey', '22d'], ['estimate', '17d'], ['bench', '6d 3h']],
    close: 15, next: 'Fit the new burner', nextIn: '3d', source: 'Returning customer', lamps: 1,
  },

  // Test burn
  {
    key: 'yomogi-andon', name: '行灯 六台の修理', company: 'kissa-yomogi', people: ['morishita-sakura'], owner: 'kaori', amount: [386_000, 'JPY'],
    path: [['survey', '62d'], ['estimate', '50d'], ['bench', '28d'], ['burning', '3d 2h']],
    close: 6, next: 'Photograph each one lit', nextIn: '1d', source: 'Returning customer', tags: ['heritage'], lamps: 6,
  },
  {
    key: 'okonkwo-altar', name: 'Sanctuary lamp, Bristol chapel', company: 'okonkwo-adeyemi', people: ['chidinma-okonkwo'], owner: 'jonas',
    amount: [1_650, 'GBP'],
    path: [['survey', '70d'], ['estimate', '58d'], ['bench', '33d'], ['burning', '8d 4h']],
    close: 2, next: 'Second night of the test', nextIn: '10h', source: 'Specifier', tags: ['heritage'], lamps: 1, finish: 'brass',
  },

  // Returned
  {
    key: 'harbour-pilot', name: 'Pilot boat lamps', company: 'harbour-lights', people: ['marijke-oever'], owner: 'jonas', amount: [5_200, 'EUR'],
    path: [['survey', '180d'], ['estimate', '165d'], ['bench', '130d'], ['burning', '104d'], ['returned', '95d']],
    close: -96, source: 'Conference', tags: ['heritage', 'reference'], lamps: 4, finish: 'brass',
  },
  {
    key: 'alba-prompt', name: 'La luz del apuntador', company: 'teatro-del-alba', people: ['reme-cortes'], owner: 'jonas', amount: [280, 'EUR'],
    path: [['survey', '85d'], ['estimate', '82d'], ['bench', '78d'], ['returned', '68d']],
    close: -70, source: 'Referral', lamps: 1,
  },
  {
    key: 'macaskill-storm', name: 'Storm lantern, 1938', people: ['ruaridh-macaskill'], owner: 'jonas', amount: [165, 'GBP'],
    path: [['survey', '60d'], ['estimate', '57d'], ['bench', '44d'], ['burning', '27d'], ['returned', '20d']],
    close: -21, source: 'Repair day', lamps: 1, finish: 'brass',
  },
  {
    key: 'wetterkamm-petrol', name: 'Die alte Petroleumlampe der Scharte', company: 'wetterkamm', people: ['vroni-hinterleitner'],
    owner: 'jonas', amount: [230, 'EUR'],
    path: [['survey', '50d'], ['estimate', '47d'], ['bench', '40d'], ['returned', '5d 3h']],
    close: -6, source: 'Returning customer', lamps: 1,
  },

  // Declined
  {
    key: 'vanderelst-deco', name: 'Plafonnière, jaren dertig', company: 'vanderelst', people: ['lotte-vanderelst'], owner: 'yusra',
    amount: [890, 'EUR'],
    path: [['survey', '70d'], ['estimate', '63d'], ['declined', '55d']],
    close: -50, lost: 'Client bought a new lamp instead', source: 'Specifier', lamps: 1,
  },
  {
    key: 'northfold-clock', name: 'Clock tower light', company: 'northfold-schools', people: ['gethin-prosser'], owner: 'jonas',
    path: [['survey', '45d'], ['declined', '39d']],
    lost: 'Cannot be reached without a crane', source: 'Referral', lamps: 1,
  },
];
