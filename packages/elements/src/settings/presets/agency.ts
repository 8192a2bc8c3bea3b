import type { Preset } from './preset.types.js';

export const preset: Preset = {
  fields: [
    {
      object: 'companies',
      key: 'retainer',
      label: { en: 'Works with us', de: 'Zusammenarbeit', ar: 'نوع التعاون' },
      type: 'select',
      options: {
        project: { en: 'By project', de: 'Projektweise', ar: 'حسب المشروع' },
        retainer: { en: 'On a retainer', de: 'Mit Kontingent', ar: 'باشتراك شهري' },
      },
      showOnCard: true,
    },
    { object: 'companies', key: 'brief', label: { en: 'Brief', de: 'Briefing', ar: 'ملخص المطلوب' }, type: 'url' },
    {
      object: 'contacts',
      key: 'decides',
      label: { en: 'Decides on budgets', de: 'Entscheidet über Budgets', ar: 'يقرر الميزانية' },
      type: 'boolean',
      showOnCard: true,
    },
    {
      object: 'deals',
      key: 'service',
      label: { en: 'Services', de: 'Leistungen', ar: 'الخدمات' },
      type: 'multiselect',
      options: {
        brand: { en: 'Brand', de: 'Marke', ar: 'علامة تجارية' },
        web: { en: 'Website', de: 'Website', ar: 'موقع إلكتروني' },
        campaign: { en: 'Campaign', de: 'Kampagne', ar: 'حملة' },
        film: { en: 'Film', de: 'Film', ar: 'فيلم' },
      },
      showOnCard: true,
    },
    { object: 'deals', key: 'start_on', label: { en: 'Starts on', de: 'Beginn', ar: 'يبدأ في' }, type: 'date' },
  ],
  pipeline: {
    name: { en: 'New business', de: 'Neugeschäft', ar: 'أعمال جديدة' },
    stages: [
      { name: { en: 'Heard of', de: 'Gehört', ar: 'فرصة' }, probability: 10, color: 'gray', rotAfterDays: 21 },
      { name: { en: 'Briefing', de: 'Briefing', ar: 'جلسة تعريف' }, probability: 25, color: 'blue', rotAfterDays: 14 },
      {
        name: { en: 'Pitch', de: 'Pitch', ar: 'عرض الفكرة' },
        probability: 50,
        color: 'purple',
        rotAfterDays: 10,
        requiredFields: ['amount', 'custom.service'],
      },
      {
        name: { en: 'Contract', de: 'Vertrag', ar: 'العقد' },
        probability: 80,
        color: 'orange',
        rotAfterDays: 10,
        requiredFields: ['amount', 'expectedCloseDate'],
      },
      { name: { en: 'Won', de: 'Gewonnen', ar: 'فوز' }, kind: 'won', probability: 100, color: 'green' },
      { name: { en: 'Lost', de: 'Verloren', ar: 'خسارة' }, kind: 'lost', probability: 0, color: 'red' },
    ],
  },
  labels: [
    { name: { en: 'Feedback', de: 'Feedback', ar: 'ملاحظات' }, hue: 'blue' },
    { name: { en: 'Approval', de: 'Freigabe', ar: 'موافقة' }, hue: 'green' },
    { name: { en: 'Change', de: 'Änderung', ar: 'تعديل' }, hue: 'orange' },
    { name: { en: 'Invoice', de: 'Rechnung', ar: 'فاتورة' }, hue: 'yellow' },
  ],
  replies: [
    {
      shortCode: 'briefing',
      title: { en: 'Ask for a briefing', de: 'Um ein Briefing bitten', ar: 'طلب ملخص' },
      text: {
        en: 'Hi {{contact.firstName}},\n\ncould you tell us in a few lines what it is for, whom it should reach and by when? Then we come back with an idea.\n\n{{agent.name}}',
        de: 'Hallo {{contact.firstName}},\n\nschreiben Sie uns in ein paar Zeilen, worum es geht, wen es erreichen soll und bis wann? Dann melden wir uns mit einer Idee.\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nهل تخبرنا في بضعة أسطر عن الغرض والجمهور والموعد؟ ثم نعود إليك بفكرة.\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'approve',
      title: { en: 'Ask for approval', de: 'Um Freigabe bitten', ar: 'طلب موافقة' },
      text: {
        en: 'Hi {{contact.firstName}},\n\nthe draft is ready: … May we go on with it?\n\n{{agent.name}}',
        de: 'Hallo {{contact.firstName}},\n\nder Entwurf ist fertig: … Dürfen wir damit weitermachen?\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nالمسودة جاهزة: … هل نتابع؟\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'extra',
      title: { en: 'This costs extra', de: 'Das kostet extra', ar: 'تكلفة إضافية' },
      text: {
        en: 'Hi {{contact.firstName}},\n\nwe are glad to do this. It goes beyond what we agreed, so it would be … more. Shall we?\n\n{{agent.name}}',
        de: 'Hallo {{contact.firstName}},\n\ndas machen wir gern. Es geht über das Vereinbarte hinaus und käme auf … zusätzlich. Sollen wir?\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nيسعدنا ذلك. هو خارج ما اتفقنا عليه ويكلف … إضافية. هل نبدأ؟\n\n{{agent.name}}',
      },
    },
  ],
};
