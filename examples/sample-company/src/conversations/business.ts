import { assigns, note, replies, says, seen, sets, snoozes, type Conversation } from './conversation.js';

/** Quotes, invoices and dates of those who buy for a firm. */
export const business: readonly Conversation[] = [
  {
    key: 'layla-terms',
    subject: 'شروط الدفع والتسليم لعرض البهو',
    from: 'layla-alkandari',
    channel: 'email',
    priority: 'high',
    labels: ['wholesale', 'quote'],
    team: 'trade',
    turns: [
      says(
        '3d 8h',
        'الأستاذ توماس المحترم،\n\nشكراً على العرض. قبل أن نعرضه على الإدارة نحتاج إلى توضيح أمرين: هل يمكن الدفع على ثلاث دفعات؟ وهل تضمنون التسليم قبل بداية الموسم؟\n\nمع التحية،\nليلى الكندري',
      ),
      assigns('3d 6h', 'tomas'),
      note('3d 5h', 'tomas', '@Yusra could you read my Arabic before I send it? And is “thirty days after delivery” clear?'),
      note('3d 3h', 'yusra', 'Clear and polite. I moved one comma.'),
      replies(
        '3d 2h',
        'tomas',
        'الأستاذة ليلى المحترمة،\n\nنعم، يمكن الدفع على ثلاث دفعات: 40% عند الطلب، و40% عند الشحن، و20% بعد ثلاثين يوماً من التسليم.\n\nأما التسليم فيستغرق عشرة أسابيع من تاريخ الطلب، ونضمن ذلك كتابةً.\n\nمع خالص التقدير،\nتوماس',
      ),
      says(
        '4h 10m',
        'ممتاز، هذا يناسبنا. بقي سؤال واحد من المهندس ناصر: هل القطع متوافقة مع المقابس من النوع G وجهد 240 فولت؟ اجتماع الإدارة غداً صباحاً.',
      ),
    ],
  },
  {
    key: 'sakura-dates',
    subject: '嵐山店の納期について',
    from: 'morishita-sakura',
    channel: 'email',
    labels: ['wholesale', 'delivery'],
    team: 'trade',
    turns: [
      says(
        '2d 9h',
        '榎本様\n\nいつもお世話になっております。嵐山店のお見積り、ありがとうございました。\n開店日が決まりそうです。四十四台を二回に分けて納品していただくことは可能でしょうか。\n\n森下',
      ),
      assigns('2d 6h', 'kaori'),
      replies(
        '2d 5h',
        'kaori',
        '森下様\n\nお世話になっております。はい、二回に分けての納品が可能です。一回目は客席の三十台、二回目はカウンターの十四台ではいかがでしょうか。追加の送料はかかりません。\n\nマスウィック　榎本',
      ),
      says('1d 10h', 'その分け方でちょうどよいです。ありがとうございます。正式な日付は、大工さんと相談してからご連絡いたします。'),
      replies(
        '1d 5h',
        'kaori',
        '承知いたしました。ご連絡をお待ちしております。行灯の試し点けも順調です。点灯した写真を近いうちにお送りします。',
      ),
      seen('1d 2h', 'contact'),
    ],
  },
  {
    key: 'elodie-samples',
    subject: 'Les deux lanternes d’essai',
    from: 'elodie-marchetti',
    channel: 'chat',
    labels: ['wholesale', 'sample'],
    team: 'trade',
    turns: [
      says(
        '1d 6h',
        'Bonjour Mira ! Les deux lanternes d’essai sont sur la terrasse depuis dix jours. Les clients les prennent en photo, un monsieur a voulu en acheter une. C’est bon signe ?',
      ),
      assigns('1d 5h', 'mira'),
      replies(
        '1d 4h',
        'mira',
        'Bonjour Élodie, c’est très bon signe ! Tenez-vous toujours à vingt-deux, ou faut-il en prévoir une pour le monsieur ?',
      ),
      says(
        '2h 30m',
        'Vingt-deux, plus la sienne. Mais Basile demande si on peut changer la batterie sans outil, au milieu du service. Sinon il refuse.',
      ),
    ],
  },
  {
    key: 'priya-po',
    subject: 'Purchase order for the music block',
    from: 'priya-raghunathan',
    channel: 'email',
    labels: ['wholesale', 'invoice'],
    team: 'trade',
    turns: [
      says(
        '8d 4h',
        'Hello Tomás,\n\nthe order for the music block is approved, but our finance office can only issue the number once the new supplier form is in. Could you fill in the attached pages? Apologies, there are nine.\n\nPriya',
      ),
      assigns('8d 3h', 'tomas'),
      replies(
        '7d 22h',
        'tomas',
        'Hello Priya,\n\nall nine are on their way, including the one that asks whether we keep livestock. We hold your place in the workshop until the end of the month.\n\nTomás',
      ),
      says('7d 4h', 'Livestock is for the other form. Thank you! Finance say ten working days.'),
      replies('7d 3h', 'tomas', 'Then I shall not ask before that. Greetings to the music teachers.'),
      note('7d 3h', 'tomas', 'Ask Priya when the ten days are over. Place in the workshop is held.'),
      snoozes('7d 3h', 'tomas', '4d'),
      seen('6d 22h', 'contact'),
    ],
  },
  {
    key: 'matthaeus-prices',
    subject: 'Staffelpreise ab 50 Stück',
    from: 'matthaeus-gross',
    channel: 'email',
    labels: ['wholesale', 'quote'],
    team: 'trade',
    turns: [
      says(
        '5d 6h',
        'Grüß Gott,\n\nfür unsere vier Hütten brauchen wir je zwölf Laternen und zwölf Klemmleuchten. Gibt es ab fünfzig Stück einen Staffelpreis? Und: Liefern Sie bis zur Talstation?\n\nMatthäus Groß\nEinkauf',
      ),
      assigns('5d 4h', 'jonas'),
      note('5d 3h', 'jonas', '@Tomás what do we give at 96 pieces, and may I?'),
      note('5d 2h', 'tomas', 'Twelve per cent from fifty on, fifteen at a hundred. You may.'),
      replies(
        '5d 1h',
        'jonas',
        'Grüß Gott Herr Groß,\n\nab fünfzig Stück sind es zwölf Prozent, ab hundert fünfzehn. Mit 96 Stück liegen Sie knapp darunter: Vier Klemmleuchten mehr, und die ganze Bestellung wird billiger.\n\nBis zur Talstation liefern wir frei.\n\nJonas Brettschneider',
      ),
      says('4d 5h', 'Das ist eine ehrliche Auskunft. Dann werden es hundert. Ich kläre es mit dem Kassier und melde mich.'),
      replies('4d 4h', 'jonas', 'Gern. Das Angebot über hundert Stück liegt bei, es gilt vier Wochen.'),
      seen('4d', 'contact'),
    ],
  },
  {
    key: 'asa-guarantee',
    subject: 'Tender: question 14, guarantee',
    from: 'asa-bjornfeldt',
    channel: 'email',
    priority: 'high',
    labels: ['wholesale', 'tender'],
    team: 'trade',
    turns: [
      says(
        '1d 8h',
        'Dear Tomás,\n\nthe committee has one question left. Number 14 asks for a five-year guarantee “including wear”. Your quote says five years, but not what it includes. They meet the day after tomorrow.\n\nÅsa',
      ),
      assigns('1d 7h', 'tomas'),
      sets('1d 7h', 'tomas', 'open'),
      note('1d 6h', 'tomas', '@Mira @Jonas may I promise switches and cables for five years? Everything else we mend anyway.'),
      note('1d 3h', 'jonas', 'Yes. In ten years I have changed four switches.'),
      note('5h 40m', 'mira', 'Fine with me. Write “shades excluded”, people paint them.'),
      says('3h 20m', 'Dear Tomás, a small nudge from the north: the secretary collects the papers today. A sentence would do.'),
    ],
  },
];
