/** The few words that stand before the panel and its texts are loaded. */
export interface LauncherTexts {
  /** `{brand}` and `{n}` are filled in. */
  open: string;
  openWith: string;
  unread: string;
  failed: string;
}

const en: LauncherTexts = {
  open: 'Chat with us',
  openWith: 'Chat with {brand}',
  unread: '{n} unread',
  failed: 'The chat could not be loaded. Try again.',
};
const texts: Readonly<Record<string, LauncherTexts>> = {
  de: {
    open: 'Mit uns chatten',
    openWith: 'Chat mit {brand}',
    unread: '{n} ungelesen',
    failed: 'Der Chat konnte nicht geladen werden. Bitte noch einmal versuchen.',
  },
  ar: {
    open: 'تحدّث معنا',
    openWith: 'تحدّث مع {brand}',
    unread: '{n} غير مقروءة',
    failed: 'تعذّر تحميل المحادثة. حاول مرة أخرى.',
  },
};

/** The text of a key in the language, English where there is none. The pseudo-locales are marked, to see what is not translated. */
export function launcherText(locale: string, key: keyof LauncherTexts, value = ''): string {
  const text = (texts[locale.toLowerCase().split('-')[0]!] ?? en)[key].replace(/\{\w+\}/, `\u2068${value}\u2069`);
  return /^(en-XA|ar-XB)$/.test(locale) ? `⟦${text}⟧` : text;
}
