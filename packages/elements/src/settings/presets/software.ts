import type { Preset } from './preset.types.js';

export const preset: Preset = {
  fields: [
    {
      object: 'companies',
      key: 'plan',
      label: { en: 'Plan', de: 'Tarif', ar: 'الخطة' },
      type: 'select',
      options: {
        trial: { en: 'Trial', de: 'Test', ar: 'تجربة' },
        team: { en: 'Team', de: 'Team', ar: 'فريق' },
        business: { en: 'Business', de: 'Business', ar: 'أعمال' },
      },
      showOnCard: true,
    },
    { object: 'companies', key: 'seats', label: { en: 'Seats', de: 'Plätze', ar: 'المقاعد' }, type: 'number', showOnCard: true },
    { object: 'companies', key: 'renews_on', label: { en: 'Renews on', de: 'Verlängert sich am', ar: 'تاريخ التجديد' }, type: 'date' },
    {
      object: 'contacts',
      key: 'part_in_buying',
      label: { en: 'Part in buying', de: 'Rolle beim Kauf', ar: 'الدور في الشراء' },
      type: 'select',
      options: {
        decides: { en: 'Decides', de: 'Entscheidet', ar: 'صاحب القرار' },
        champion: { en: 'Wants us', de: 'Will uns', ar: 'داعم' },
        user: { en: 'Will use it', de: 'Nutzt es', ar: 'مستخدم' },
      },
      showOnCard: true,
    },
    { object: 'deals', key: 'seats', label: { en: 'Seats', de: 'Plätze', ar: 'المقاعد' }, type: 'number', showOnCard: true },
    { object: 'deals', key: 'competitor', label: { en: 'Compared with', de: 'Im Vergleich mit', ar: 'يقارن مع' }, type: 'text' },
  ],
  pipeline: {
    name: { en: 'Sales', de: 'Vertrieb', ar: 'المبيعات' },
    stages: [
      { name: { en: 'Interested', de: 'Interessiert', ar: 'مهتم' }, probability: 10, color: 'gray', rotAfterDays: 14 },
      { name: { en: 'Demo', de: 'Demo', ar: 'عرض توضيحي' }, probability: 25, color: 'blue', rotAfterDays: 10 },
      {
        name: { en: 'Trial', de: 'Testphase', ar: 'فترة تجربة' },
        probability: 45,
        color: 'teal',
        rotAfterDays: 21,
        requiredFields: ['custom.seats'],
      },
      {
        name: { en: 'Offer', de: 'Angebot', ar: 'عرض' },
        probability: 65,
        color: 'yellow',
        rotAfterDays: 10,
        requiredFields: ['amount', 'expectedCloseDate'],
      },
      {
        name: { en: 'Legal', de: 'Vertragsprüfung', ar: 'المراجعة القانونية' },
        probability: 85,
        color: 'orange',
        rotAfterDays: 21,
        requiredFields: ['amount'],
      },
      { name: { en: 'Won', de: 'Gewonnen', ar: 'فوز' }, kind: 'won', probability: 100, color: 'green' },
      { name: { en: 'Lost', de: 'Verloren', ar: 'خسارة' }, kind: 'lost', probability: 0, color: 'red' },
    ],
  },
  labels: [
    { name: { en: 'Bug', de: 'Fehler', ar: 'خلل' }, hue: 'red' },
    { name: { en: 'Question', de: 'Frage', ar: 'سؤال' }, hue: 'blue' },
    { name: { en: 'Wish', de: 'Wunsch', ar: 'اقتراح' }, hue: 'purple' },
    { name: { en: 'Billing', de: 'Abrechnung', ar: 'فوترة' }, hue: 'yellow' },
  ],
  replies: [
    {
      shortCode: 'steps',
      title: { en: 'Ask for steps', de: 'Nach Schritten fragen', ar: 'طلب الخطوات' },
      text: {
        en: 'Hi {{contact.firstName}},\n\nthank you for telling us. Which steps lead there, and what do you see then? A picture helps.\n\n{{agent.name}}',
        de: 'Hallo {{contact.firstName}},\n\ndanke für den Hinweis. Welche Schritte führen dahin, und was sehen Sie dann? Ein Bild hilft.\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nشكرًا لإبلاغنا. ما الخطوات التي تؤدي إلى ذلك وماذا يظهر لك؟ الصورة تساعد.\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'fixed',
      title: { en: 'It is fixed', de: 'Es ist behoben', ar: 'تم الإصلاح' },
      text: {
        en: 'Hi {{contact.firstName}},\n\nthis is fixed in the release of today. Reload once, and tell us if it still happens (ticket {{ticket.number}}).\n\n{{agent.name}}',
        de: 'Hallo {{contact.firstName}},\n\ndas ist in der heutigen Version behoben. Laden Sie einmal neu, und sagen Sie uns, wenn es noch auftritt (Ticket {{ticket.number}}).\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nتم إصلاح ذلك في إصدار اليوم. أعد التحميل مرة، وأخبرنا إن تكرر (التذكرة {{ticket.number}}).\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'wish',
      title: { en: 'Noted as a wish', de: 'Als Wunsch notiert', ar: 'سُجّل كاقتراح' },
      text: {
        en: 'Hi {{contact.firstName}},\n\na good idea. It is on our list now; I cannot promise a date, but you hear from us when it comes.\n\n{{agent.name}}',
        de: 'Hallo {{contact.firstName}},\n\neine gute Idee. Sie steht jetzt auf unserer Liste; einen Termin kann ich nicht versprechen, aber Sie hören von uns.\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nفكرة جيدة. أضفناها إلى قائمتنا؛ لا أستطيع أن أعد بموعد لكننا سنبلغك.\n\n{{agent.name}}',
      },
    },
  ],
};
