import { money, type Money } from '@crm-elements/schema';

export const productCategories = ['Lamps', 'Travel and garden', 'Parts and care'] as const;

export interface SampleProduct {
  key: string;
  sku: string;
  name: string;
  price: Money;
  category: (typeof productCategories)[number];
  description: string;
  /** The address of a picture: SVG, 240 by 240. */
  picture: string;
}

// Each address stands in full, so that bundlers find the file.
/** What Mothwick sells, by key. Lamps are named after what is up at night. */
export const products = {
  heron: {
    key: 'heron',
    sku: 'MW-101',
    name: 'Heron floor lamp',
    price: money(289_00, 'EUR'),
    category: 'Lamps',
    description: 'Stands on one leg and leans over your book. Brass stem, linen shade, a foot switch with a soft click.',
    picture: new URL('../../products/heron.svg', import.meta.url).href,
  },
  badger: {
    key: 'badger',
    sku: 'MW-102',
    name: 'Badger desk lamp',
    price: money(164_00, 'EUR'),
    category: 'Lamps',
    description: 'Two joints, one spring and a heavy foot. It stays exactly where you leave it.',
    picture: new URL('../../products/badger.svg', import.meta.url).href,
  },
  owlet: {
    key: 'owlet',
    sku: 'MW-103',
    name: 'Owlet bedside lamp',
    price: money(98_00, 'EUR'),
    category: 'Lamps',
    description: 'A small round light with a dimmer you can find in the dark.',
    picture: new URL('../../products/owlet.svg', import.meta.url).href,
  },
  nightjar: {
    key: 'nightjar',
    sku: 'MW-104',
    name: 'Nightjar pendant',
    price: money(212_00, 'EUR'),
    category: 'Lamps',
    description: 'Spun metal, enamelled by hand, white inside. Hangs over a table and keeps the light on it.',
    picture: new URL('../../products/nightjar.svg', import.meta.url).href,
  },
  hawkmoth: {
    key: 'hawkmoth',
    sku: 'MW-105',
    name: 'Hawkmoth wall light',
    price: money(128_00, 'EUR'),
    category: 'Lamps',
    description: 'Two folded wings throw light up and down the wall. No glare in the eyes.',
    picture: new URL('../../products/hawkmoth.svg', import.meta.url).href,
  },
  dormouse: {
    key: 'dormouse',
    sku: 'MW-106',
    name: 'Dormouse night light',
    price: money(34_00, 'EUR'),
    category: 'Lamps',
    description: 'Glows for thirty minutes, then goes to sleep. For children, and for the rest of us.',
    picture: new URL('../../products/dormouse.svg', import.meta.url).href,
  },
  'glow-worm': {
    key: 'glow-worm',
    sku: 'MW-201',
    name: 'Glow-worm lantern',
    price: money(76_00, 'EUR'),
    category: 'Travel and garden',
    description: 'Rechargeable, rainproof, forty hours on low. The battery can be changed without tools.',
    picture: new URL('../../products/glow-worm.svg', import.meta.url).href,
  },
  pipistrelle: {
    key: 'pipistrelle',
    sku: 'MW-202',
    name: 'Pipistrelle clip light',
    price: money(42_00, 'EUR'),
    category: 'Travel and garden',
    description: 'Hangs on to a shelf, a tent pole or a music stand, upside down if need be.',
    picture: new URL('../../products/pipistrelle.svg', import.meta.url).href,
  },
  hedgehog: {
    key: 'hedgehog',
    sku: 'MW-203',
    name: 'Hedgehog garden light',
    price: money(58_00, 'EUR'),
    category: 'Travel and garden',
    description: 'Sits low beside a path and lights your feet, not the sky.',
    picture: new URL('../../products/hedgehog.svg', import.meta.url).href,
  },
  'linen-shade': {
    key: 'linen-shade',
    sku: 'MW-301',
    name: 'Linen shade, 30 cm',
    price: money(48_00, 'EUR'),
    category: 'Parts and care',
    description: 'A new coat for an old lamp. Fits every stem of ours since the first one.',
    picture: new URL('../../products/linen-shade.svg', import.meta.url).href,
  },
  'cloth-cable': {
    key: 'cloth-cable',
    sku: 'MW-302',
    name: 'Cloth cable, 3 m',
    price: money(19_00, 'EUR'),
    category: 'Parts and care',
    description: 'Woven cotton over three cores, with plug and switch. In moss, rust or night blue.',
    picture: new URL('../../products/cloth-cable.svg', import.meta.url).href,
  },
  'mending-kit': {
    key: 'mending-kit',
    sku: 'MW-303',
    name: 'Mending kit',
    price: money(26_00, 'EUR'),
    category: 'Parts and care',
    description: 'Socket, switch, screws, a screwdriver and a page of clear drawings.',
    picture: new URL('../../products/mending-kit.svg', import.meta.url).href,
  },
} as const satisfies Record<string, SampleProduct>;
export type ProductKey = keyof typeof products;

/** The products in the order of the shop's shelves. */
export const sampleProducts: readonly SampleProduct[] = Object.values(products);
