/** What a page tells of itself, as far as a store wants to know. */
export interface PageEvents {
  /** The page goes away, perhaps into the back/forward cache. */
  hide: () => void;
  /** The page comes back, or is looked at again. */
  show: () => void;
}

/** Where these events come from: the window and its document. */
export interface Page extends EventTarget {
  document?: EventTarget & { visibilityState?: string };
}

/** Never `unload`: one such listener keeps a page out of the back/forward cache. */
export function listenToPage(page: Page | undefined, { hide, show }: PageEvents): () => void {
  if (!page) return () => undefined;
  const { document } = page;
  const onVisibility = () => {
    if (document?.visibilityState === 'visible') show();
  };
  page.addEventListener('pagehide', hide);
  page.addEventListener('pageshow', show);
  document?.addEventListener('visibilitychange', onVisibility);
  return () => {
    page.removeEventListener('pagehide', hide);
    page.removeEventListener('pageshow', show);
    document?.removeEventListener('visibilitychange', onVisibility);
  };
}
