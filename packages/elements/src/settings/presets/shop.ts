import type { Preset } from './preset.types.js';

export const preset: Preset = {
  fields: [
    {
      object: 'contacts',
      key: 'customer_number',
      label: { en: 'Customer number', de: 'Kundennummer', ar: 'رقم العميل' },
      type: 'text',
      showOnCard: true,
    },
    {
      object: 'contacts',
      key: 'size',
      label: { en: 'Size', de: 'Größe', ar: 'المقاس' },
      type: 'select',
      options: {
        s: { en: 'Small', de: 'Klein', ar: 'صغير' },
        m: { en: 'Medium', de: 'Mittel', ar: 'متوسط' },
        l: { en: 'Large', de: 'Groß', ar: 'كبير' },
      },
    },
    { object: 'contacts', key: 'likes', label: { en: 'Likes', de: 'Mag', ar: 'يفضّل' }, type: 'text' },
    {
      object: 'deals',
      key: 'order_number',
      label: { en: 'Order number', de: 'Bestellnummer', ar: 'رقم الطلب' },
      type: 'text',
      showOnCard: true,
    },
    {
      object: 'deals',
      key: 'deliver_by',
      label: { en: 'Deliver by', de: 'Liefern bis', ar: 'التسليم قبل' },
      type: 'date',
      showOnCard: true,
    },
  ],
  pipeline: {
    name: { en: 'Large orders', de: 'Großbestellungen', ar: 'الطلبات الكبيرة' },
    stages: [
      { name: { en: 'Asked', de: 'Angefragt', ar: 'استفسار' }, probability: 20, color: 'gray', rotAfterDays: 5 },
      {
        name: { en: 'Quoted', de: 'Angeboten', ar: 'عُرض السعر' },
        probability: 50,
        color: 'blue',
        rotAfterDays: 10,
        requiredFields: ['amount'],
      },
      {
        name: { en: 'Ordered', de: 'Bestellt', ar: 'تم الطلب' },
        probability: 90,
        color: 'teal',
        requiredFields: ['amount', 'custom.order_number'],
      },
      { name: { en: 'Delivered', de: 'Geliefert', ar: 'تم التسليم' }, kind: 'won', probability: 100, color: 'green' },
      { name: { en: 'Not ordered', de: 'Nicht bestellt', ar: 'لم يُطلب' }, kind: 'lost', probability: 0, color: 'red' },
    ],
  },
  labels: [
    { name: { en: 'Order', de: 'Bestellung', ar: 'طلب' }, hue: 'blue' },
    { name: { en: 'Return', de: 'Rückgabe', ar: 'إرجاع' }, hue: 'orange' },
    { name: { en: 'Complaint', de: 'Beschwerde', ar: 'شكوى' }, hue: 'red' },
    { name: { en: 'Question about a product', de: 'Produktfrage', ar: 'سؤال عن منتج' }, hue: 'teal' },
  ],
  replies: [
    {
      shortCode: 'shipping',
      title: { en: 'Where is my order', de: 'Wo ist meine Bestellung', ar: 'أين طلبي' },
      text: {
        en: 'Hello {{contact.firstName}},\n\nyour order is on its way. You can follow it here: …\n\n{{agent.name}}',
        de: 'Hallo {{contact.firstName}},\n\nIhre Bestellung ist unterwegs. Hier können Sie sie verfolgen: …\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nطلبك في الطريق. يمكنك تتبّعه هنا: …\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'return',
      title: { en: 'How to return', de: 'So geht die Rückgabe', ar: 'كيفية الإرجاع' },
      text: {
        en: 'Hello {{contact.firstName}},\n\nsend it back within 30 days, unworn, with the slip that came with it. We refund it as soon as it is here.\n\n{{agent.name}}',
        de: 'Hallo {{contact.firstName}},\n\nsenden Sie es innerhalb von 30 Tagen ungetragen mit dem beiliegenden Schein zurück. Wir erstatten, sobald es hier ist.\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nأعده خلال 30 يومًا دون استعمال مع القسيمة المرفقة. نعيد المبلغ فور وصوله.\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'thanks',
      title: { en: 'Say thank you', de: 'Danke sagen', ar: 'شكر' },
      text: {
        en: 'Thank you, {{contact.firstName}}! Write again whenever you like.\n\n{{agent.name}}',
        de: 'Vielen Dank, {{contact.firstName}}! Schreiben Sie gern jederzeit wieder.\n\n{{agent.name}}',
        ar: 'شكرًا لك {{contact.firstName}}! راسلنا متى شئت.\n\n{{agent.name}}',
      },
    },
  ],
};
