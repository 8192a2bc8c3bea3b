import type { ActivityType } from '@crm-elements/schema';
import type { Span } from '../time.js';
import type { AgentKey } from './agents.js';
import type { CompanyKey } from './companies.js';
import type { PersonKey } from './people.js';
import type { ProductKey } from './products.js';

interface Entry {
  type: Extract<ActivityType, 'call' | 'email' | 'meeting' | 'visit' | 'form'>;
  ago: Span;
  by?: AgentKey;
  who: PersonKey;
  company?: CompanyKey;
  /** The key of a deal. */
  deal?: string;
  title: string;
  text?: string;
  minutes?: number;
}

/** Calls, meetings, mails and visits, the latest first. */
export const timeline: readonly Entry[] = [
  {
    type: 'call', ago: '7h', by: 'mira', who: 'elodie-marchetti', deal: 'minuit-bar',
    title: 'Contract for the counter',
    text: 'She signs as soon as the accountant is back. Wants the enamel in “bleu nuit”, sample is with her.', minutes: 9,
  },
  {
    type: 'form', ago: '9h', who: 'lotte-vanderelst', company: 'vanderelst', deal: 'vanderelst-notary',
    title: 'Trade form: notary office, Mechelen', text: 'Twelve desk lamps, quiet ones. Budget about 3,400.',
  },
  {
    type: 'meeting', ago: '1d 3h', by: 'jonas', who: 'marijke-oever', deal: 'harbour-buoy',
    title: 'Looked at the buoy lantern together', text: 'The red glass from the first melt is too thick. Xaver blows it again.', minutes: 50,
  },
  {
    type: 'email', ago: '1d 6h', by: 'kaori', who: 'takanashi-ren', deal: 'yomogi-uji',
    title: '宇治店の天井図をお願いしました', text: 'Asked for the ceiling plan of the new shop.',
  },
  {
    type: 'call', ago: '1d 7h', by: 'tomas', who: 'chidinma-okonkwo', deal: 'okonkwo-chapel',
    title: 'Scaffolding for the chapel', text: 'Their contractor can lend it for two days. Who insures it?', minutes: 21,
  },
  {
    type: 'call', ago: '2d 5h', by: 'jonas', who: 'xaver-brandl', company: 'hauch-glas', deal: 'harbour-buoy',
    title: 'Red glass, second melt', text: 'He fires the oven early next week.', minutes: 12,
  },
  {
    type: 'meeting', ago: '3d 4h', by: 'kaori', who: 'wren-abernathy', deal: 'long-lantern-rooms',
    title: 'Video call from room 4', text: 'Owlet stands on a bible and looks at home. Wren would like it five centimetres taller.', minutes: 35,
  },
  {
    type: 'email', ago: '3d 7h', by: 'tomas', who: 'lotte-vanderelst', deal: 'vanderelst-bookshop',
    title: 'Terms for De Nachtkaars', text: 'A third now, the rest on delivery.',
  },
  {
    type: 'visit', ago: '4d 3h', by: 'jonas', who: 'chidinma-okonkwo', deal: 'okonkwo-altar',
    title: 'First night of the test burn', text: 'Burned for nine hours. The chain creaks, the lamp does not.', minutes: 30,
  },
  {
    type: 'meeting', ago: '5d 2h', by: 'tomas', who: 'asa-bjornfeldt', deal: 'norrhamn-reading-room',
    title: 'Questions about the tender', text: 'Fourteen questions, thirteen answered on the spot.', minutes: 70,
  },
  {
    type: 'call', ago: '6d 3h', by: 'tomas', who: 'danae-kallergi', deal: 'ferry-saloon',
    title: 'When is MV Avra in dock?', text: 'Four days next month. She sends passes for two.', minutes: 14,
  },
  {
    type: 'email', ago: '6d 6h', by: 'tomas', who: 'layla-alkandari', deal: 'fanar-majlis',
    title: 'مخطط القبة', text: 'She sent the drawing of the dome. Nine metres, and no hook.',
  },
  {
    type: 'visit', ago: '7d 4h', by: 'tomas', who: 'giulia-ferrante', company: 'lune-ospitalita', deal: 'lune-second-house',
    title: 'Model room at Casa Falena', text: 'Left three Hawkmoths and an Owlet. Giulia wants to sleep there first.', minutes: 120,
  },
  {
    type: 'call', ago: '7d 23h', by: 'tomas', who: 'priya-raghunathan', deal: 'northfold-music',
    title: 'Nine pages of supplier form', text: 'Filled in on the phone, so that none of them comes back.', minutes: 33,
  },
  {
    type: 'call', ago: '8d 2h', by: 'jonas', who: 'vroni-hinterleitner', deal: 'wetterkamm-winter',
    title: 'Winterraum: zehn Schlafplätze', text: 'Only 12 V from the roof, nothing else. Snow expected.', minutes: 11,
  },
  {
    type: 'meeting', ago: '9d 5h', by: 'tomas', who: 'tunde-adeyemi', deal: 'okonkwo-library',
    title: 'Handed over Heron in Highgate', text: 'The client reads Greek and squints. Good sign for us.', minutes: 45,
  },
  {
    type: 'email', ago: '9d 3h', by: 'tomas', who: 'layla-alkandari', deal: 'fanar-lobby',
    title: 'إعادة إرسال العرض', text: 'The quote again, with the plugs on page two.',
  },
  {
    type: 'email', ago: '9d 22h', by: 'jonas', who: 'marijke-oever', deal: 'harbour-fresnel',
    title: 'The keeper’s logbook', text: 'She scans the pages of 1891 to 1894 for us.',
  },
  {
    type: 'visit', ago: '13d 3h', by: 'mira', who: 'basile-ndiaye', deal: 'minuit-terrace',
    title: 'Two lanterns for the terrace', text: 'Lent until the end of the month. Basile put them in the wind on purpose.', minutes: 40,
  },
  {
    type: 'call', ago: '14d 6h', by: 'tomas', who: 'gethin-prosser', deal: 'northfold-corridors',
    title: 'Football test agreed', text: 'Year nine volunteered at once.', minutes: 8,
  },
  {
    type: 'meeting', ago: '16d 2h', by: 'tomas', who: 'giulia-ferrante', deal: 'sette-lune-garden',
    title: 'First look at the winter garden', text: 'Palms up to the glass. We come back after dark.', minutes: 55,
  },
  {
    type: 'email', ago: '18d 3h', by: 'jonas', who: 'asa-bjornfeldt', deal: 'norrhamn-globes',
    title: 'Estimate for the four globes', text: 'Sent with photographs of the cracks.',
  },
  {
    type: 'call', ago: '18d 22h', by: 'jonas', who: 'danae-kallergi', deal: 'ferry-binnacle',
    title: 'Six binnacle lamps in a cellar', text: 'She will ask the old captain whether they may leave it.', minutes: 17,
  },
  {
    type: 'meeting', ago: '20d 4h', by: 'jonas', who: 'ruaridh-macaskill', deal: 'macaskill-storm',
    title: 'Handed over the storm lantern', text: 'He lit it in our yard. It may leave.', minutes: 25,
  },
  {
    type: 'call', ago: '21d 23h', by: 'yusra', who: 'oksana-levchuk', deal: 'svitlytsia-lamp',
    title: 'Її бабусина лампа', text: 'The glass survived, the burner did not. She wants it to burn again, not to shine.', minutes: 16,
  },
  {
    type: 'email', ago: '26d 3h', by: 'jonas', who: 'zoltan-kerekes', deal: 'kerekes-miner',
    title: 'Kostenvoranschlag Grubenlampen', text: 'Two lamps, new gauze, old brass left as it is.',
  },
  {
    type: 'visit', ago: '30d 5h', by: 'tomas', who: 'tunde-adeyemi', deal: 'okonkwo-lagos',
    title: 'Site plan for Lagoon House', text: 'By video. Salt in the air, so patina and no lacquer.', minutes: 65,
  },
  {
    type: 'call', ago: '33d 4h', by: 'tomas', who: 'priya-raghunathan', deal: 'northfold-music',
    title: 'Price for the music block', text: 'Fits the budget if we leave out the store room.', minutes: 19,
  },
  {
    type: 'meeting', ago: '41d 3h', by: 'kaori', who: 'wren-abernathy', company: 'long-lantern', deal: 'long-lantern-rooms',
    title: 'Walked through the inn, by phone', text: 'Twelve rooms, all different, all with low beams.', minutes: 48,
  },
  {
    type: 'visit', ago: '55d 2h', by: 'tomas', who: 'nasser-albahrani', deal: 'fanar-lobby',
    title: 'زيارة الموقع', text: 'Measured the lobby with Nasser. The ceiling hooks carry 80 kg each.', minutes: 150,
  },
  {
    type: 'meeting', ago: '64d 3h', by: 'kaori', who: 'morishita-sakura', deal: 'yomogi-arashiyama',
    title: '嵐山店の現地確認', text: 'River on one side, so the light may be low and warm.', minutes: 90,
  },
  {
    type: 'call', ago: '76d 5h', by: 'kaori', who: 'morishita-sakura', deal: 'yomogi-gion',
    title: '祇園店、ご発注', text: 'Order confirmed. She asked for spare shades from the start.', minutes: 22,
  },
  {
    type: 'meeting', ago: '95d 3h', by: 'jonas', who: 'marijke-oever', deal: 'harbour-pilot',
    title: 'Pilot boat lamps handed over', text: 'They hang in the second room now, lit every hour on the hour.', minutes: 80,
  },
  {
    type: 'meeting', ago: '119d 2h', by: 'tomas', who: 'giulia-ferrante', deal: 'sette-lune-lobby',
    title: 'Signed in the lobby', text: 'Under the old lamps, which may stay in the stairwell.', minutes: 60,
  },
];

/** What people bought in the shop: order number and items, the latest first. */
export const purchases: readonly { who: PersonKey; ago: Span; number: number; items: readonly (readonly [product: ProductKey, count: number])[] }[] = [
  { who: 'joao-saldanha', ago: '14h', number: 4468, items: [['badger', 1]] },
  { who: 'kalina-stoyanova', ago: '4d 2h', number: 4461, items: [['dormouse', 2]] },
  { who: 'ayse-gunesoglu', ago: '11d 3h', number: 4437, items: [['nightjar', 1]] },
  { who: 'amal-benyoussef', ago: '30d 2h', number: 4371, items: [['glow-worm', 1], ['cloth-cable', 1]] },
  { who: 'noor-van-dijk', ago: '22d 5h', number: 4402, items: [['hedgehog', 1]] },
  { who: 'saga-lindqvist', ago: '26d 6h', number: 4390, items: [['mending-kit', 1]] },
  { who: 'kwame-boateng', ago: '31d 4h', number: 4366, items: [['heron', 1]] },
  { who: 'ana-diaz', ago: '33d 2h', number: 4359, items: [['badger', 1]] },
  { who: 'malgorzata-wilczynska', ago: '65d 3h', number: 4204, items: [['hawkmoth', 1]] },
  { who: 'lin-meiling', ago: '80d 6h', number: 4155, items: [['pipistrelle', 2]] },
  { who: 'joao-saldanha', ago: '92d 1h', number: 4098, items: [['linen-shade', 1]] },
  { who: 'ana-diaz', ago: '201d 5h', number: 3702, items: [['dormouse', 1], ['mending-kit', 1]] },
  { who: 'thordis-egilsdottir', ago: '334d 4h', number: 3315, items: [['owlet', 1], ['linen-shade', 2]] },
  { who: 'malgorzata-wilczynska', ago: '410d 2h', number: 3027, items: [['hawkmoth', 1], ['heron', 1]] },
];
