import type { CustomFieldType } from '@crm-elements/schema';
import type { Span } from '../time.js';
import type { AgentKey } from './agents.js';
import type { PersonKey } from './people.js';

interface Plan {
  title: string;
  for: AgentKey;
  who?: PersonKey;
  /** The key of a deal. */
  deal?: string;
  /** The key of a conversation. */
  ticket?: string;
  /** Days from today; negative is late. */
  day?: number;
  /** A moment, from now. */
  in?: Span;
  done?: Span;
  since: Span;
}

/** What is to be done, and what has been. */
export const tasks: readonly Plan[] = [
  { title: 'Find the missing dormouse', for: 'yusra', who: 'kalina-stoyanova', ticket: 'kalina-one-mouse', day: 0, since: '5m' },
  { title: 'Tell the courier: one parcel, not two', for: 'mira', who: 'joao-saldanha', ticket: 'joao-address', in: '1h 30m', since: '35m' },
  { title: 'Call Dario about room 12', for: 'mira', who: 'dario-kosovel', ticket: 'dario-voicemail', in: '45m', since: '1h' },
  { title: 'Post the new dimmer to Akureyri', for: 'jonas', who: 'thordis-egilsdottir', ticket: 'thordis-flicker', day: 1, since: '30m' },
  { title: 'Book passes for the dock', for: 'tomas', who: 'danae-kallergi', deal: 'ferry-saloon', day: 3, since: '6d' },
  { title: 'Photograph the andon, lit', for: 'kaori', who: 'morishita-sakura', deal: 'yomogi-andon', day: 1, since: '1d 4h' },
  { title: 'Ask Xaver for the red glass', for: 'jonas', who: 'xaver-brandl', deal: 'harbour-buoy', in: '5h', since: '1d 2h' },
  {
    title: 'Remind Giulia of the corridor quote',
    for: 'tomas',
    who: 'giulia-ferrante',
    deal: 'sette-lune-corridors',
    day: -5,
    since: '14d',
  },
  { title: 'Insurance for the scaffolding', for: 'tomas', who: 'chidinma-okonkwo', deal: 'okonkwo-chapel', day: -1, since: '1d 6h' },
  { title: 'Send privacy export to the night reader', for: 'mira', who: 'night-reader', ticket: 'night-reader-data', day: 1, since: '16h' },
  { title: 'Translate the suites’ catalogue', for: 'yusra', who: 'layla-alkandari', deal: 'fanar-suites', day: 2, since: '3d' },
  { title: 'Pick up the samples from the terrace', for: 'mira', who: 'elodie-marchetti', deal: 'minuit-terrace', day: 2, since: '13d' },
  { title: 'Enamel sample “bleu nuit”', for: 'jonas', who: 'elodie-marchetti', deal: 'minuit-bar', day: -3, done: '4d 2h', since: '9d' },
  { title: 'Ship first crate label to the stage door', for: 'jonas', who: 'reme-cortes', deal: 'alba-footlights', day: 4, since: '5h' },
  {
    title: 'Answer thirteen tender questions',
    for: 'tomas',
    who: 'asa-bjornfeldt',
    deal: 'norrhamn-reading-room',
    day: -4,
    done: '5d',
    since: '8d',
  },
  {
    title: 'Send three spare shades to Gion',
    for: 'kaori',
    who: 'morishita-sakura',
    deal: 'yomogi-gion',
    day: -60,
    done: '62d',
    since: '75d',
  },
];

/** Notes on people, firms and deals. */
export const notes: readonly { ago: Span; by: AgentKey; text: string; who?: PersonKey; deal?: string; pinned?: boolean }[] = [
  {
    ago: '2d 6h',
    by: 'tomas',
    who: 'giulia-ferrante',
    text: 'Decides alone up to 20,000. Above that the group in Via dei Fari has to nod.',
    pinned: true,
  },
  {
    ago: '5d 8h',
    by: 'kaori',
    who: 'morishita-sakura',
    text: 'Always writes first thing in the morning, Kyoto time. Answer before her shop opens at nine.',
    pinned: true,
  },
  {
    ago: '12d 2h',
    by: 'jonas',
    who: 'vroni-hinterleitner',
    text: 'No mobile signal at the hut. Send an SMS, she reads it at the notch in the evening.',
    pinned: true,
  },
  { ago: '33d 1h', by: 'yusra', who: 'ana-diaz', text: 'Reads until one. Partner sleeps lightly. Badger on the left side of the bed.' },
  { ago: '58d 3h', by: 'jonas', who: 'ruaridh-macaskill', text: 'Pays in cash and kippers. **Takes no receipts.**' },
  { ago: '1d 5h', by: 'tomas', deal: 'okonkwo-chapel', text: '@Jonas the sanctuary lamp should hang before the scaffolding comes down.' },
  {
    ago: '10d 2h',
    by: 'mira',
    deal: 'sette-lune-corridors',
    text: 'Dario told me on the phone that the corridors are painted in spring. No hurry on their side, @Tomás.',
  },
  { ago: '24d 1h', by: 'jonas', deal: 'alba-footlights', text: 'Tin, not chrome: Reme wants the old warm light on faces.' },
  {
    ago: '3d 3h',
    by: 'kaori',
    deal: 'long-lantern-rooms',
    text: 'Five centimetres taller: ask the wood turner for another ring. 120 V set is in stock.',
  },
  { ago: '88d', by: 'jonas', who: 'marijke-oever', text: 'Knows more about wicks than we do. Ask her first.' },
];

/** What is often answered. */
export const cannedResponses: readonly { shortCode: string; title: string; text: string }[] = [
  {
    shortCode: 'hello',
    title: 'A first hello',
    text: 'Hello {{contact.name}}, thank you for writing. I am looking into it and come back to you today.',
  },
  {
    shortCode: 'tracking',
    title: 'Where is my parcel?',
    text: 'Your parcel left our workshop and is with the carrier. You can follow it with the link in your shipping mail. It usually takes three to five working days.',
  },
  {
    shortCode: 'return',
    title: 'How to send something back',
    text: 'You can send it back within 30 days, no reason needed. Put it in the box it came in and use the label that I have just mailed you. The money is back the day it arrives here.',
  },
  {
    shortCode: 'repair',
    title: 'How to have a lamp mended',
    text: 'Gladly. Please send a photograph of the lamp, of its socket and of what is broken. Then we can tell you what it costs before anything travels.',
  },
  { shortCode: 'bulb', title: 'Which bulb?', text: 'Any E27 bulb up to 40 W fits. We use a 7 W LED with 2700 K and a CRI of 90 or more.' },
  {
    shortCode: 'trade',
    title: 'Prices for companies',
    text: 'From fifty pieces on there are twelve per cent off, from a hundred fifteen. We lend samples for three weeks. How many lamps do you have in mind, {{contact.name}}?',
  },
  {
    shortCode: 'closed',
    title: 'The workshop is closed',
    text: 'The workshop is asleep right now. We answer from eight in the morning, in the order in which you wrote.',
  },
];

interface Field {
  object: 'contacts' | 'deals';
  key: string;
  label: string;
  type: CustomFieldType;
  options?: readonly { value: string; label: string }[];
  showOnCard?: boolean;
}

/** Fields that a lamp maker needs beside the usual ones. */
export const customFields: readonly Field[] = [
  { object: 'deals', key: 'lamps', label: 'Lamps', type: 'number', showOnCard: true },
  {
    object: 'deals',
    key: 'finish',
    label: 'Finish',
    type: 'select',
    options: [
      { value: 'brass', label: 'Brushed brass' },
      { value: 'enamel', label: 'Enamel' },
      { value: 'nickel', label: 'Nickel' },
      { value: 'patina', label: 'Patina' },
    ],
  },
  {
    object: 'contacts',
    key: 'favouriteLight',
    label: 'Favourite light',
    type: 'select',
    options: [
      { value: 'candle', label: 'Candle, 2200 K' },
      { value: 'warm', label: 'Warm, 2700 K' },
      { value: 'neutral', label: 'Neutral, 4000 K' },
    ],
  },
];
