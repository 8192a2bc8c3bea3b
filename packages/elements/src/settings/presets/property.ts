import type { Preset } from './preset.types.js';

export const preset: Preset = {
  fields: [
    {
      object: 'contacts',
      key: 'looks_for',
      label: { en: 'Looks for', de: 'Sucht', ar: 'يبحث عن' },
      type: 'multiselect',
      options: {
        flat: { en: 'Flat', de: 'Wohnung', ar: 'شقة' },
        house: { en: 'House', de: 'Haus', ar: 'منزل' },
        land: { en: 'Land', de: 'Grundstück', ar: 'أرض' },
        office: { en: 'Office', de: 'Büro', ar: 'مكتب' },
      },
      showOnCard: true,
    },
    { object: 'contacts', key: 'budget', label: { en: 'Budget', de: 'Budget', ar: 'الميزانية' }, type: 'money', showOnCard: true },
    {
      object: 'contacts',
      key: 'financing_confirmed',
      label: { en: 'Financing confirmed', de: 'Finanzierung bestätigt', ar: 'التمويل مؤكد' },
      type: 'boolean',
    },
    {
      object: 'deals',
      key: 'property_address',
      label: { en: 'Property address', de: 'Adresse des Objekts', ar: 'عنوان العقار' },
      type: 'text',
      showOnCard: true,
    },
    { object: 'deals', key: 'area', label: { en: 'Area in m²', de: 'Fläche in m²', ar: 'المساحة بالمتر المربع' }, type: 'number' },
    {
      object: 'deals',
      key: 'viewing_at',
      label: { en: 'Viewing', de: 'Besichtigung', ar: 'المعاينة' },
      type: 'datetime',
      showOnCard: true,
    },
  ],
  pipeline: {
    name: { en: 'Property sales', de: 'Verkauf', ar: 'بيع العقارات' },
    stages: [
      { name: { en: 'Enquiry', de: 'Anfrage', ar: 'استفسار' }, probability: 5, color: 'gray', rotAfterDays: 3 },
      {
        name: { en: 'Viewing arranged', de: 'Besichtigung vereinbart', ar: 'تم تحديد المعاينة' },
        probability: 20,
        color: 'blue',
        rotAfterDays: 10,
        requiredFields: ['custom.property_address'],
      },
      { name: { en: 'Viewed', de: 'Besichtigt', ar: 'تمت المعاينة' }, probability: 35, color: 'teal', rotAfterDays: 7 },
      { name: { en: 'Offer', de: 'Angebot', ar: 'عرض' }, probability: 60, color: 'yellow', rotAfterDays: 7, requiredFields: ['amount'] },
      {
        name: { en: 'Reserved', de: 'Reserviert', ar: 'محجوز' },
        probability: 85,
        color: 'orange',
        rotAfterDays: 30,
        requiredFields: ['amount'],
      },
      { name: { en: 'Signed', de: 'Beurkundet', ar: 'تم التوقيع' }, kind: 'won', probability: 100, color: 'green' },
      { name: { en: 'Withdrawn', de: 'Abgesprungen', ar: 'انسحب' }, kind: 'lost', probability: 0, color: 'red' },
    ],
  },
  labels: [
    { name: { en: 'Viewing', de: 'Besichtigung', ar: 'معاينة' }, hue: 'blue' },
    { name: { en: 'Documents', de: 'Unterlagen', ar: 'مستندات' }, hue: 'teal' },
    { name: { en: 'Tenant', de: 'Mieter', ar: 'مستأجر' }, hue: 'purple' },
    { name: { en: 'Repair', de: 'Reparatur', ar: 'إصلاح' }, hue: 'orange' },
  ],
  replies: [
    {
      shortCode: 'viewing',
      title: { en: 'Offer a viewing', de: 'Besichtigung anbieten', ar: 'عرض معاينة' },
      text: {
        en: 'Hello {{contact.firstName}},\n\nI can show you the property on … at … Shall I put you down?\n\n{{agent.name}}',
        de: 'Guten Tag {{contact.name}},\n\nich kann Ihnen das Objekt am … um … Uhr zeigen. Darf ich Sie vormerken?\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nيمكنني أن أريك العقار يوم … الساعة … هل أسجّل موعدك؟\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'documents',
      title: { en: 'Ask for documents', de: 'Unterlagen anfordern', ar: 'طلب مستندات' },
      text: {
        en: 'Hello {{contact.firstName}},\n\nbefore I can reserve it for you I need a proof of financing. A copy is enough.\n\n{{agent.name}}',
        de: 'Guten Tag {{contact.name}},\n\nbevor ich für Sie reservieren kann, brauche ich einen Finanzierungsnachweis. Eine Kopie genügt.\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nقبل أن أحجزه لك أحتاج إلى إثبات التمويل. تكفي نسخة.\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'gone',
      title: { en: 'No longer available', de: 'Nicht mehr verfügbar', ar: 'لم يعد متاحًا' },
      text: {
        en: 'Hello {{contact.firstName}},\n\nthis one has just been reserved. May I send you others like it?\n\n{{agent.name}}',
        de: 'Guten Tag {{contact.name}},\n\ndieses Objekt ist gerade reserviert worden. Darf ich Ihnen ähnliche schicken?\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nلقد حُجز هذا العقار للتو. هل أرسل إليك عقارات مشابهة؟\n\n{{agent.name}}',
      },
    },
  ],
};
