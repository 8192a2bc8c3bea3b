/** Names as people of several languages have them; `family` first where the language writes it so. */
interface NameList {
  given: readonly string[];
  family: readonly string[];
  cities: readonly string[];
  country: string;
  language: string;
}

const list = (language: string, country: string, given: string, family: string, cities: string): NameList => ({
  language, country, given: given.split(' '), family: family.split('|').map((name) => name.trim()), cities: cities.split('|').map((name) => name.trim()),
});

export const nameLists = {
  en: list('en', 'GB', 'Olivia Amelia Isla Ava Grace George Oliver Noah Arthur Harry Zoë Siobhán', "Smith|Jones|Taylor|Brown|O'Neill|Wilson|Evans|Walker|MacDonald|Wright|Clarke|Smythe-Jones", 'London|Leeds|Bristol|Cardiff|Glasgow'),
  es: list('es', 'ES', 'Lucía María Martina Paula Iñaki Hugo Mateo Martín José Begoña Núria Xoán', 'García López|Martínez|Rodríguez Ruiz|Fernández|Muñoz|Sánchez Peña|de la Fuente|Ibáñez|Echeverría|Castro|Núñez|Vidal', 'Madrid|Bilbao|A Coruña|València|Sevilla'),
  de: list('de', 'DE', 'Jürgen Käthe Sören Änne Lukas Mia Emma Paul Jörg Anneliese Björn Ulrike', 'Müller|Schäfer|Groß|von der Heide|Strauß|Köhler|Weiß|Lange|Öztürk|zu Stolberg|Böhm|Schmidt', 'Berlin|Köln|München|Düsseldorf|Görlitz'),
  fr: list('fr', 'FR', 'Chloé Léa Élodie Noël Jean-Luc Hélène Zoé François Raphaël Maëlys Gaëtan Inès', "Lefèvre|Dupont|L'Hôte|Bélanger|Moreau|d'Alembert|Façade|Guérin|Le Gall|Benoît|Girard|Roux", 'Paris|Besançon|Nîmes|Lyon|Saint-Étienne'),
  pl: list('pl', 'PL', 'Łucja Zofia Michał Paweł Małgorzata Święcisława Józef Stanisław Żaneta Bożena Kuba Ola', 'Kowalski|Wiśniewska|Dąbrowski|Zieliński|Szymańska|Woźniak|Żak|Łuczak|Błażejowska|Król|Nowak|Jabłoński', 'Łódź|Kraków|Gdańsk|Poznań|Wrocław'),
  tr: list('tr', 'TR', 'İbrahim Işıl Çağla Ömer Şule Gülşen Yağız Irmak İpek Tuğçe Emre Deniz', 'Yılmaz|Öztürk|Şahin|Çelik|Aydın|Kılıç|Doğan|Arslan|Işık|Güneş|Aslan|Yıldız', 'İstanbul|Eskişehir|İzmir|Muğla|Ankara'),
  vi: list('vi', 'VN', 'Ánh Đức Hương Khánh Ngọc Phương Quỳnh Thảo Tuấn Việt Yến Ân', 'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Đặng|Bùi|Đỗ|Hồ', 'Hà Nội|Đà Nẵng|Huế|Cần Thơ|Hải Phòng'),
  ru: list('ru', 'KZ', 'Анна Мария Елена Ольга Иван Пётр Алексей Дмитрий Сергей Юлия Наталья Фёдор', 'Иванова|Смирнов|Кузнецова|Попов|Соколова|Лебедев|Новикова|Морозов|Волкова|Щербаков|Ёлкина|Зайцев', 'Алматы|Астана|Караганда|Шымкент|Актобе'),
  el: list('el', 'GR', 'Ελένη Μαρία Γιώργος Νίκος Σοφία Αθηνά Δημήτρης Κώστας Ειρήνη Ζωή Θάνος Χρήστος', 'Παπαδόπουλος|Γεωργίου|Νικολάου|Δημητρίου|Βασιλείου|Οικονόμου|Ιωάννου|Αγγέλου|Ξένου|Ψαρρός|Ρήγας|Κανελλόπουλος', 'Αθήνα|Πάτρα|Λάρισα|Χανιά|Βόλος'),
  ar: list('ar', 'JO', 'محمد فاطمة أحمد عائشة خالد مريم يوسف نور إبراهيم ليلى عمر هدى', 'الخطيب|حداد|النجار|عبد الرحمن|القاسم|بن علي|المصري|خليل|الأحمد|سعيد|الزعبي|منصور', 'عمّان|إربد|الزرقاء|العقبة|السلط'),
  he: list('he', 'IL', 'נועה יעל דוד משה שרה רבקה יוסף אברהם תמר איתי אורי מיכל', 'כהן|לוי|מזרחי|פרץ|ביטון|דהן|אברהם|פרידמן|בן דוד|גבאי|אזולאי|קליין', 'חיפה|באר שבע|ירושלים|תל אביב|עכו'),
  hi: list('hi', 'IN', 'अनिका प्रिया राहुल अमित सुनीता विजय दीपिका अर्जुन लक्ष्मी कृष्णा मीरा रोहन', 'शर्मा|वर्मा|सिंह|गुप्ता|कुमार|यादव|मिश्रा|चौधरी|अग्रवाल|जोशी|त्रिपाठी|श्रीवास्तव', 'दिल्ली|मुंबई|जयपुर|लखनऊ|पुणे'),
  th: list('th', 'TH', 'สมชาย สมหญิง ณัฐวุฒิ พิมพ์ชนก กิตติ ปวีณา ธนากร ศิริพร วรวุฒิ อรุณี ชัยวัฒน์ มาลี', 'ใจดี|ศรีสุข|วงศ์สวัสดิ์|ทองดี|แสงจันทร์|บุญมี|พันธุ์ดี|รัตนกุล|สุขสวัสดิ์|จันทร์เพ็ญ|มีสุข|เจริญผล', 'เชียงใหม่|กรุงเทพฯ|ภูเก็ต|ขอนแก่น|โคราช'),
  zh: list('zh', 'SG', '伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 子涵', '王|李|张|刘|陈|杨|欧阳|黄|赵|吴|司马|周', '裕廊|淡滨尼|榜鹅|义顺|宏茂桥'),
  ja: list('ja', 'JP', '陽菜 葵 結衣 蓮 大翔 さくら ひなた 翔太 美咲 健太 ゆい 悠真', '佐藤|鈴木|高橋|田中|伊藤|渡邉|山本|中村|小林|加藤|佐々木|髙島', '東京|大阪|札幌|那覇|京都'),
  ko: list('ko', 'KR', '서연 민준 지우 하은 도윤 예준 수빈 지호 현우 유진 은지 시우', '김|이|박|최|정|강|조|윤|남궁|임|한|오', '서울|부산|대구|인천|광주'),
} as const satisfies Record<string, NameList>;

/** A language that names come from. */
export type NameLocale = keyof typeof nameLists;

/** How often each language comes up, unless told otherwise: half in English, the rest mixed. */
export const usualMix: Readonly<Partial<Record<NameLocale, number>>> = {
  en: 48, es: 12, de: 8, fr: 6, pl: 3, tr: 3, vi: 2, ru: 3, el: 1, ar: 3, he: 1, hi: 3, th: 1, zh: 3, ja: 2, ko: 1,
};

export const companyWords = {
  first: ['Northwind', 'Acme', 'Blue Harbour', 'Société', 'Grün', 'Sol', 'Kestrel', 'Lumen', '東和', 'Polar', 'Río Verde', 'Vega', 'Quayside', 'Ørsted', 'Tamarind', 'Ostwald'],
  second: ['Foods', 'Logistics', 'Software', 'Générale', 'Energie', 'Labs', 'Printing', 'Robotics', '商事', 'Textiles', 'Travel', 'Health', 'Studios', 'Marine', 'Coffee', 'Partners'],
  form: ['Ltd', 'GmbH', 'S.L.', 'SA', 'Inc.', 'AB', 'S.p.A.', '& Sons', ''],
  industries: ['software', 'manufacturing', 'retail', 'logistics', 'health', 'education', 'food', 'energy', 'travel', 'finance'],
} as const;

export const work = {
  jobs: ['Buyer', 'Head of Operations', 'CTO', 'Office manager', 'Owner', 'Marketing lead', 'Warehouse manager', 'Accountant', 'Product designer', 'Director'],
  sources: ['website', 'referral', 'fair', 'newsletter', 'partner', 'phone'],
  tags: ['vip', 'newsletter', 'trial', 'reseller', 'press', 'event 2025', 'do not call', 'beta'],
  needs: ['faster delivery', 'single sign-on', 'lower price', 'training', 'an API', 'longer contract'],
  deals: ['Annual licence', 'Pilot', 'Renewal', 'Rollout', 'Support contract', 'Migration', 'Upgrade', 'Training days', 'Extra seats', 'Framework agreement'],
  steps: ['Send the offer', 'Call on Monday', 'Wait for the signature', 'Demo for the team', 'Check with legal', ''],
  lost: ['price', 'no budget', 'competitor', 'no answer', 'timing'],
  subjects: ['My order has not arrived', 'Invoice is wrong', 'Cannot sign in', 'How do I change my address?', 'Refund for order 4711', 'Question about the contract', 'The app shows an empty page', 'Wrong size delivered', 'Feature request', '¿Cuándo llega mi pedido?', 'Frage zur Rechnung', 'パスワードを忘れました'],
  incoming: ['Hello, is anybody there?', 'I have been waiting for a week now.', 'Thank you, that helped!', 'It still does not work: I see “Error 500”.', 'Here is the number: 4711-0815.', 'Could you call me back this afternoon?', '👍', 'Gracias, perfecto.', 'Das ist leider nicht richtig.', 'شكرا جزيلا', 'ありがとうございます。', 'It is urgent.\n\nThe fair opens tomorrow and we have no badges.'],
  outgoing: ['Hi, thanks for writing. I am looking into it.', 'Could you send me the order number?', 'We have sent a replacement; it should be with you on Thursday.', 'I have corrected the invoice. Please check.', 'That is fixed now. Anything else?', 'Sorry for the trouble!', 'I passed this on to our developers and come back to you.'],
  notes: ['Prefers e-mail.', 'Met at the fair, very interested.', 'Speaks German and French.', 'Careful: has been waiting for long.', 'Budget is decided in March.'],
  tasks: ['Call back', 'Send the contract', 'Prepare the demo', 'Check the delivery', 'Ask for a reference'],
  activities: ['Intro call', 'Product demo', 'Visited the pricing page', 'Lunch', 'Negotiation', 'Onboarding'],
  labels: ['delivery', 'billing', 'bug', 'question', 'refund'],
} as const;
