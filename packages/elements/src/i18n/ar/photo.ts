import type { Catalogue } from '../catalogue.js';

export const photo: Catalogue['photo'] = {
  label: 'الصورة',
  choose: 'اختيار صورة',
  replace: 'استبدال الصورة',
  remove: 'إزالة الصورة',
  storing: 'يجري حفظ الصورة…',
  notPicture: 'هذا الملف ليس صورة يمكن عرضها. اختر ملف PNG أو JPEG أو WebP أو GIF لا يتجاوز 15 ميغابايت.',
  notStored: 'لم تُحفظ الصورة: {reason}',
};
