import type { Address, Company } from '@crm-elements/schema';
import type { Span } from '../time.js';
import type { AgentKey } from './agents.js';

export interface Firm {
  name: string;
  legalName?: string;
  /** Before `.example`. */
  domain: string;
  industry: string;
  type: Company['type'];
  employees?: number;
  revenue?: readonly [amount: number, currency: string];
  address: Readonly<Address>;
  phone?: string;
  /** The firm that it belongs to. */
  parent?: string;
  owner: AgentKey;
  tags?: readonly string[];
  since: Span;
}

/** Who buys lamps by the dozen, has old ones mended, or supplies the workshop. */
export const companies = {
  'lune-ospitalita': {
    name: 'Lune Ospitalità', legalName: 'Lune Ospitalità S.r.l.', domain: 'lune-ospitalita', industry: 'Hotels', type: 'customer', employees: 140,
    revenue: [11_200_000, 'EUR'], address: { street: 'Via dei Fari 3', postalCode: '34123', locality: 'Trieste', country: 'Italy' },
    owner: 'tomas', tags: ['group'], since: '96w',
  },
  'sette-lune': {
    name: 'Hotel Sette Lune', domain: 'settelune', industry: 'Hotels', type: 'customer', employees: 46, parent: 'lune-ospitalita',
    address: { street: 'Riva del Molo 18', postalCode: '34124', locality: 'Trieste', country: 'Italy' }, owner: 'tomas',
    tags: ['hotel', 'reference'], since: '92w',
  },
  'norrhamn-library': {
    name: 'Norrhamns stadsbibliotek', legalName: 'Norrhamns kommun', domain: 'norrhamn', industry: 'Libraries', type: 'customer', employees: 38,
    address: { street: 'Lyktgatan 9', postalCode: '111 00', locality: 'Norrhamn', country: 'Sweden' }, phone: '+46 8 465 004 21',
    owner: 'tomas', tags: ['public', 'tender'], since: '60w',
  },
  'teatro-del-alba': {
    name: 'Teatro del Alba', legalName: 'Fundación Teatro del Alba', domain: 'teatrodelalba', industry: 'Theatres', type: 'customer', employees: 61,
    address: { street: 'Calle del Candil 7', postalCode: '46001', locality: 'Valencia', country: 'Spain' }, owner: 'jonas',
    tags: ['heritage'], since: '52w',
  },
  'kissa-yomogi': {
    name: '喫茶よもぎ', legalName: '有限会社よもぎ堂', domain: 'kissa-yomogi', industry: 'Cafés', type: 'customer', employees: 55, revenue: [310_000_000, 'JPY'],
    address: { street: '灯町2-14', postalCode: '600-0000', locality: '京都市', region: '京都府', country: 'Japan' }, owner: 'kaori',
    tags: ['café', 'reference'], since: '70w',
  },
  'okonkwo-adeyemi': {
    name: 'Okonkwo Adeyemi Architects', domain: 'okonkwo-adeyemi', industry: 'Architecture', type: 'partner', employees: 24,
    address: { street: '12 Lamplighter Yard', postalCode: 'EC1A 0AA', locality: 'London', country: 'United Kingdom' },
    phone: '+44 20 7946 0312', owner: 'tomas', tags: ['specifier'], since: '80w',
  },
  'dar-al-fanar': {
    name: 'فندق دار الفنار', legalName: 'شركة دار الفنار للضيافة', domain: 'daralfanar', industry: 'Hotels', type: 'prospect', employees: 90,
    address: { street: 'شارع المنارة 21', locality: 'مدينة الكويت', country: 'Kuwait' }, owner: 'tomas', tags: ['hotel'], since: '14w',
  },
  'minuit-moins-dix': {
    name: 'Brasserie Minuit Moins Dix', domain: 'minuitmoinsdix', industry: 'Restaurants', type: 'customer', employees: 32,
    address: { street: '10 quai des Noctambules', postalCode: '69002', locality: 'Lyon', country: 'France' }, phone: '+33 1 99 00 12 10',
    owner: 'mira', tags: ['restaurant'], since: '40w',
  },
  wetterkamm: {
    name: 'Berghütten Wetterkamm', legalName: 'Wetterkamm Hüttenbetriebe GmbH', domain: 'wetterkamm', industry: 'Mountain huts',
    type: 'customer', employees: 27,
    address: { street: 'Almweg 1', postalCode: '82488', locality: 'Ettal', country: 'Germany' }, phone: '+49 89 99998 140', owner: 'jonas',
    tags: ['off-grid'], since: '66w',
  },
  'harbour-lights': {
    name: 'Museum of Harbour Lights', legalName: 'Stichting Havenlichten', domain: 'havenlichten', industry: 'Museums', type: 'customer',
    employees: 19,
    address: { street: 'Lichtkade 40', postalCode: '3011 ZZ', locality: 'Rotterdam', country: 'Netherlands' }, owner: 'jonas',
    tags: ['heritage', 'reference'], since: '88w',
  },
  'thalassa-lines': {
    name: 'Γραμμές Θάλασσα', legalName: 'Γραμμές Θάλασσα Α.Ε.', domain: 'grammes-thalassa', industry: 'Ferries', type: 'prospect',
    employees: 410, revenue: [58_000_000, 'EUR'],
    address: { street: 'Ακτή Φάρου 6', postalCode: '185 00', locality: 'Πειραιάς', country: 'Greece' }, owner: 'tomas', tags: ['marine'],
    since: '11w',
  },
  svitlytsia: {
    name: 'Книгарня «Світлиця»', domain: 'svitlytsia', industry: 'Bookshops', type: 'customer', employees: 12,
    address: { street: 'вул. Ліхтарна, 5', postalCode: '79000', locality: 'Львів', country: 'Ukraine' }, owner: 'mira', tags: ['bookshop'],
    since: '44w',
  },
  'northfold-schools': {
    name: 'Northfold Schools Trust', domain: 'northfold', industry: 'Schools', type: 'customer', employees: 320,
    address: { street: '3 Beacon Lane', postalCode: 'M1 0AA', locality: 'Manchester', country: 'United Kingdom' },
    phone: '+44 161 496 0145', owner: 'tomas', tags: ['public'], since: '35w',
  },
  vanderelst: {
    name: 'Bureau Vanderelst', legalName: 'Bureau Vanderelst BV', domain: 'vanderelst', industry: 'Interior design', type: 'partner', employees: 8,
    address: { street: 'Kaarsenmakersstraat 22', postalCode: '2000', locality: 'Antwerpen', country: 'Belgium' }, owner: 'tomas',
    tags: ['specifier', 'reference'], since: '100w',
  },
  'hauch-glas': {
    name: 'Glashütte Hauch', legalName: 'Glashütte Hauch & Söhne OHG', domain: 'glashuette-hauch', industry: 'Glass', type: 'supplier', employees: 14,
    address: { street: 'Ofengasse 4', postalCode: '94200', locality: 'Glasried', country: 'Germany' }, owner: 'jonas', tags: ['shades'],
    since: '120w',
  },
  'long-lantern': {
    name: 'The Long Lantern Inn', domain: 'longlantern', industry: 'Hotels', type: 'prospect', employees: 17,
    address: { street: '88 Covered Bridge Road', postalCode: '05000', locality: 'Fernhollow', region: 'Vermont', country: 'United States' },
    phone: '+1 802-555-0144', owner: 'kaori', tags: ['hotel'], since: '8w',
  },
} as const satisfies Record<string, Firm>;
export type CompanyKey = keyof typeof companies;
