import type { Catalogue } from '../catalogue.js';

export const actions: Catalogue['actions'] = {
  menu: 'المزيد عن {name}',
  unnamed: 'جهة اتصال بلا اسم',
  copyText: 'نسخ كنص',
  vcard: 'حفظ كبطاقة vCard',
  'vcard.3': 'حفظ كبطاقة vCard 3.0 لدفاتر العناوين القديمة',
  'vcard.saved': 'حُفظت بطاقة {name}',
  import: 'استيراد بطاقات vCard…',
  merged: 'فصل',
  takeApart: 'مدموجة من {name}: فصل',
  takenApart: 'عادت {name} جهة اتصال مستقلة',
  takenApartPartly: 'عادت {name} جهة اتصال مستقلة؛ عاد {done} من {total} من السجلات كما كانت، وتغيّر الباقي منذ ذلك الحين',
  'delete.menu': 'حذف…',
  'delete.title': 'حذف {name}؟',
  'delete.text': 'تنتقل جهة الاتصال إلى سلة المهملات ويمكن استعادتها خلال 30 يومًا. تبقى صفقاتها وتذاكرها ومهامها وملاحظاتها.',
  delete: 'حذف',
  deleted: 'حُذفت {name}',
  company: 'الشركة',
  'company.failed': 'تعذّر عرض الشركة. تحقق من الاتصال وحاول مرة أخرى.',
};
