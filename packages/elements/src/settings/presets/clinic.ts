import type { Preset } from './preset.types.js';

export const preset: Preset = {
  fields: [
    {
      object: 'contacts',
      key: 'patient_number',
      label: { en: 'Patient number', de: 'Patientennummer', ar: 'رقم المريض' },
      type: 'text',
      showOnCard: true,
    },
    { object: 'contacts', key: 'allergies', label: { en: 'Allergies', de: 'Allergien', ar: 'الحساسية' }, type: 'text', showOnCard: true },
    {
      object: 'contacts',
      key: 'insurance',
      label: { en: 'Insurance', de: 'Versicherung', ar: 'التأمين' },
      type: 'select',
      options: {
        public: { en: 'Public', de: 'Gesetzlich', ar: 'حكومي' },
        private: { en: 'Private', de: 'Privat', ar: 'خاص' },
        none: { en: 'Pays privately', de: 'Selbstzahler', ar: 'يدفع بنفسه' },
      },
    },
    { object: 'contacts', key: 'next_checkup', label: { en: 'Next check-up', de: 'Nächste Vorsorge', ar: 'الفحص القادم' }, type: 'date' },
    { object: 'deals', key: 'treatment', label: { en: 'Treatment', de: 'Behandlung', ar: 'العلاج' }, type: 'text', showOnCard: true },
  ],
  pipeline: {
    name: { en: 'Treatments', de: 'Behandlungen', ar: 'العلاجات' },
    stages: [
      { name: { en: 'Asked', de: 'Angefragt', ar: 'استفسار' }, probability: 20, color: 'gray', rotAfterDays: 3 },
      { name: { en: 'First visit', de: 'Erstgespräch', ar: 'الزيارة الأولى' }, probability: 50, color: 'blue', rotAfterDays: 14 },
      {
        name: { en: 'Plan sent', de: 'Plan verschickt', ar: 'أُرسلت الخطة' },
        probability: 70,
        color: 'yellow',
        rotAfterDays: 14,
        requiredFields: ['amount', 'custom.treatment'],
      },
      { name: { en: 'In treatment', de: 'In Behandlung', ar: 'قيد العلاج' }, probability: 90, color: 'teal' },
      { name: { en: 'Finished', de: 'Abgeschlossen', ar: 'اكتمل' }, kind: 'won', probability: 100, color: 'green' },
      { name: { en: 'Not wanted', de: 'Nicht gewünscht', ar: 'غير مرغوب' }, kind: 'lost', probability: 0, color: 'red' },
    ],
  },
  labels: [
    { name: { en: 'Appointment', de: 'Termin', ar: 'موعد' }, hue: 'blue' },
    { name: { en: 'Prescription', de: 'Rezept', ar: 'وصفة' }, hue: 'teal' },
    { name: { en: 'Invoice', de: 'Rechnung', ar: 'فاتورة' }, hue: 'yellow' },
    { name: { en: 'Emergency', de: 'Notfall', ar: 'طارئ' }, hue: 'red' },
  ],
  replies: [
    {
      shortCode: 'appointment',
      title: { en: 'Offer an appointment', de: 'Termin anbieten', ar: 'عرض موعد' },
      text: {
        en: 'Hello {{contact.firstName}},\n\nwe can see you on … at … Does that suit you?\n\n{{agent.name}}',
        de: 'Guten Tag {{contact.name}},\n\nwir können Ihnen den … um … Uhr anbieten. Passt Ihnen das?\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nيمكننا استقبالك يوم … الساعة … هل يناسبك ذلك؟\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'reminder',
      title: { en: 'Remind of an appointment', de: 'An den Termin erinnern', ar: 'تذكير بالموعد' },
      text: {
        en: 'Hello {{contact.firstName}},\n\nyour appointment is tomorrow at … Please bring your insurance card.\n\n{{agent.name}}',
        de: 'Guten Tag {{contact.name}},\n\nIhr Termin ist morgen um … Uhr. Bitte bringen Sie Ihre Versichertenkarte mit.\n\n{{agent.name}}',
        ar: 'مرحبًا {{contact.firstName}}،\n\nموعدك غدًا الساعة … نرجو إحضار بطاقة التأمين.\n\n{{agent.name}}',
      },
    },
    {
      shortCode: 'emergency',
      title: { en: 'In an emergency', de: 'Im Notfall', ar: 'في حالة الطوارئ' },
      text: {
        en: 'If this cannot wait, please call the emergency number. We do not see messages at all hours.',
        de: 'Wenn es nicht warten kann, rufen Sie bitte den Notruf. Wir sehen Nachrichten nicht zu jeder Zeit.',
        ar: 'إذا كان الأمر لا يحتمل الانتظار فاتصل برقم الطوارئ. نحن لا نطّلع على الرسائل طوال الوقت.',
      },
    },
  ],
};
