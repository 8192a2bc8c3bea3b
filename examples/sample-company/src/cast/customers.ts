import type { Person } from './person.js';

/** People who buy a lamp for themselves, or bring one to be mended. */
export const customers = {
  'ana-diaz': {
    name: { given: 'Ana', family: 'Díaz' }, pronouns: 'she/her', emails: ['ana.diaz@example.com'],
    address: { street: 'Calle de la Cerilla 14, 3.º B', postalCode: '28012', locality: 'Madrid', country: 'Spain' },
    birthday: '1991-06-24', languages: ['es', 'en'], timeZone: 'Europe/Madrid', stage: 'customer', source: 'Shop', owner: 'yusra',
    tags: ['reader', 'repeat'],
    newsletter: ['granted', '40w'], sms: ['granted', '40w'], custom: { favouriteLight: 'warm' }, since: '40w',
  },
  'noor-van-dijk': {
    name: { given: 'Noor', family: 'van Dijk' }, pronouns: 'she/her', emails: ['noor@example.net', 'n.vandijk@example.org'],
    address: { street: 'Zaklampsteeg 5', postalCode: '3512 ZZ', locality: 'Utrecht', country: 'Netherlands' },
    languages: ['nl', 'en'], timeZone: 'Europe/Amsterdam', stage: 'customer', source: 'Market stall', owner: 'yusra', tags: ['garden'],
    newsletter: ['withdrawn', '9w'], since: '31w',
  },
  'zoltan-kerekes': {
    name: { given: 'Zoltán', family: 'Kerekes' }, fullName: 'Kerekes Zoltán', pronouns: 'he/him', emails: ['kerekes.zoltan@example.com'],
    address: { street: 'Mécs utca 8', postalCode: '7621', locality: 'Pécs', country: 'Hungary' }, languages: ['hu', 'de'],
    timeZone: 'Europe/Budapest', stage: 'customer', source: 'Repair day', owner: 'jonas',
    tags: ['repair', 'collector'], newsletter: ['granted', '22w'], since: '26w',
  },
  'shira-ben-ami': {
    name: { given: 'שירה', family: 'בן־עמי' }, pronouns: 'she/her', emails: ['shira.benami@example.org'],
    address: { street: 'רחוב הפנס 12', locality: 'חיפה', country: 'Israel' },
    languages: ['he', 'en'], timeZone: 'Asia/Jerusalem', stage: 'lead', leadStatus: 'Comparing', source: 'Search', tags: ['gift'],
    newsletter: ['pending', '3w'], since: '3w',
  },
  'malgorzata-wilczynska': {
    name: { given: 'Małgorzata', family: 'Wilczyńska' }, nickname: 'Gosia', pronouns: 'she/her', emails: ['gosia.w@example.com'],
    address: { street: 'ul. Latarników 3/7', postalCode: '80-001', locality: 'Gdańsk', country: 'Poland' },
    languages: ['pl', 'en'], timeZone: 'Europe/Warsaw', stage: 'evangelist', source: 'Friend', owner: 'mira', tags: ['repeat', 'reviewer'],
    socials: [{ network: 'social', value: 'https://social.example/@gosia' }],
    newsletter: ['granted', '70w'], keepInTouchDays: 90, custom: { favouriteLight: 'candle' }, since: '72w',
  },
  'lin-meiling': {
    name: { given: '美玲', family: '林' }, nickname: 'Meiling', pronouns: 'she/her', emails: ['meiling.lin@example.com'],
    address: { street: '燈塔路 27 號 4 樓', postalCode: '100', locality: '臺北市', country: 'Taiwan' },
    languages: ['zh-Hant', 'en'], timeZone: 'Asia/Taipei', stage: 'customer', source: 'Shop', owner: 'kaori', tags: ['abroad'],
    newsletter: ['granted', '18w'], since: '18w',
  },
  'minh-chau': {
    name: { given: 'Minh Châu', additional: 'Thị', family: 'Nguyễn' }, fullName: 'Nguyễn Thị Minh Châu', pronouns: 'she/her',
    emails: ['chau.nguyen@example.net'], address: { street: '16 ngõ Đèn Dầu', locality: 'Hà Nội', country: 'Vietnam' },
    languages: ['vi', 'en', 'fr'], timeZone: 'Asia/Ho_Chi_Minh', stage: 'subscriber', source: 'Newsletter', tags: ['newsletter'],
    newsletter: ['granted', '6w'], since: '6w',
  },
  'thordis-egilsdottir': {
    name: { given: 'Þórdís', family: 'Egilsdóttir' }, pronouns: 'she/her', emails: ['thordis@example.org'],
    address: { street: 'Vitastígur 4', postalCode: '600', locality: 'Akureyri', country: 'Iceland' },
    languages: ['is', 'en'], timeZone: 'Atlantic/Reykjavik', stage: 'customer', source: 'Shop', owner: 'yusra',
    tags: ['long winter', 'repeat'], newsletter: ['granted', '48w'], sms: ['denied', '48w'], since: '48w',
  },
  'joao-saldanha': {
    name: { given: 'João', additional: 'Pedro', family: 'Saldanha' }, pronouns: 'he/him', emails: ['jp.saldanha@example.com'],
    address: { street: 'Travessa do Candeeiro 2', postalCode: '4050-000', locality: 'Porto', country: 'Portugal' },
    birthday: '1978-11-02', languages: ['pt', 'en'], timeZone: 'Europe/Lisbon', stage: 'customer', source: 'Shop', owner: 'mira',
    tags: ['reader'], newsletter: ['denied', '15w'], since: '15w',
  },
  'amal-benyoussef': {
    name: { given: 'أمل', family: 'بن يوسف' }, nickname: 'Amal', pronouns: 'she/her', emails: ['amal.b@example.com'],
    address: { street: 'زنقة الفوانيس 9', postalCode: '30000', locality: 'فاس', country: 'Morocco' },
    languages: ['ar', 'fr'], timeZone: 'Africa/Casablanca', stage: 'customer', source: 'Shop', owner: 'yusra', tags: ['abroad'],
    sms: ['granted', '12w'], since: '12w',
  },
  'kwame-boateng': {
    name: { given: 'Kwame', family: 'Asante-Boateng' }, pronouns: 'he/him', emails: ['kwame.ab@example.org'],
    address: { street: '5 Lantern Close', locality: 'Kumasi', country: 'Ghana' },
    languages: ['en', 'ak'], timeZone: 'Africa/Accra', stage: 'customer', source: 'Friend', owner: 'yusra', tags: ['abroad'],
    newsletter: ['granted', '20w'], since: '20w',
  },
  'han-jiu': {
    name: { given: '지우', family: '한' }, pronouns: 'they/them', emails: ['jiu.han@example.com'],
    address: { street: '등불로 31', locality: '부산', country: 'South Korea' },
    languages: ['ko', 'en'], timeZone: 'Asia/Seoul', stage: 'qualified', leadStatus: 'Wants a set', source: 'Magazine', owner: 'kaori',
    tags: ['gift'], newsletter: ['granted', '5w'], since: '5w',
  },
  'ayse-gunesoglu': {
    name: { given: 'Ayşe', family: 'Güneşoğlu' }, pronouns: 'she/her', emails: ['ayse.g@example.net'],
    address: { street: 'Fener Sokağı 11', locality: 'İzmir', country: 'Türkiye' },
    languages: ['tr', 'en'], timeZone: 'Europe/Istanbul', stage: 'customer', source: 'Shop', owner: 'mira', tags: ['reader'],
    newsletter: ['granted', '28w'], since: '28w',
  },
  'ruaridh-macaskill': {
    name: { prefix: 'Dr', given: 'Ruaridh', family: 'MacAskill' }, pronouns: 'he/him', emails: ['ruaridh.macaskill@example.org'],
    phones: ['+44 7700 900417'],
    address: { street: 'Taigh an t-Solais, 1 Shore Road', postalCode: 'HS3 0AA', locality: 'Tarbert', country: 'United Kingdom' },
    languages: ['gd', 'en'], timeZone: 'Europe/London', stage: 'customer', source: 'Repair day',
    owner: 'jonas', tags: ['repair', 'collector'], newsletter: ['granted', '54w'], verified: true, keepInTouchDays: 180, since: '58w',
  },
  'kalina-stoyanova': {
    name: { given: 'Калина', family: 'Стоянова' }, pronouns: 'she/her', emails: ['kalina.s@example.com'],
    address: { street: 'ул. „Фенер“ 19', postalCode: '4000', locality: 'Пловдив', country: 'Bulgaria' },
    languages: ['bg', 'en'], timeZone: 'Europe/Sofia', stage: 'customer', source: 'Shop', owner: 'yusra', tags: ['children'],
    newsletter: ['granted', '10w'], since: '10w',
  },
  'ananya-joshi': {
    name: { given: 'अनन्या', family: 'जोशी' }, nickname: 'Anu', pronouns: 'she/her', emails: ['ananya.joshi@example.com'],
    address: { street: '४, दीपक गली', postalCode: '411001', locality: 'पुणे', country: 'India' },
    languages: ['mr', 'hi', 'en'], timeZone: 'Asia/Kolkata', stage: 'lead', leadStatus: 'Asked for sizes', source: 'Search',
    tags: ['abroad'], since: '2w',
  },
  'saga-lindqvist': {
    name: { given: 'Saga', family: 'Lindqvist' }, pronouns: 'she/they', emails: ['saga.lindqvist@example.net'],
    phones: ['+46 70 174 06 33'], birthday: '1996-02-29',
    address: { street: 'Månskensvägen 2', postalCode: '413 00', locality: 'Göteborg', country: 'Sweden' }, languages: ['sv', 'en'],
    timeZone: 'Europe/Stockholm', stage: 'customer', source: 'Shop', owner: 'yusra',
    tags: ['student'], newsletter: ['granted', '7w'], sms: ['granted', '7w'], since: '7w',
  },
  'night-reader': {
    name: {}, fullName: '', emails: ['night.reader@example.com'], languages: ['en'], timeZone: 'Europe/Dublin', stage: 'subscriber',
    source: 'Newsletter', newsletter: ['granted', '4w'], since: '4w',
  },
} as const satisfies Record<string, Person>;
