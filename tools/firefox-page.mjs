/* global document, requestAnimationFrame -- what runs in the page */
const methods = ['press', 'type', 'down', 'up', 'click', 'move', 'reset'];

/**
 * Makes a page of Firefox behave under the runner as one of Chromium does: it is in front, so that it has focus and frames, and it
 * answers for keys and the mouse once it has heard of them, not before. WebDriver BiDi has no name for the space bar, but the character.
 * @param {import('puppeteer-core').Page} page
 */
export async function likeChromium(page) {
  const [elsewhere] = await page.browser().pages();
  // Apart from the page's own realm, where tests replace timers and frames.
  const realm = () => page.mainFrame().isolatedRealm();
  const frames = () => realm().evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
  /** Tab leaves the page for Firefox's own bars, and only a page that comes to the front anew has focus again. */
  const focus = async () => {
    if (await realm().evaluate(() => document.hasFocus())) return;
    await elsewhere.bringToFront();
    await page.bringToFront();
  };

  const goto = page.goto.bind(page);
  page.goto = async (url, options) => {
    if (url !== 'about:blank') await focus();
    return goto(url, options);
  };
  for (const device of [page.keyboard, page.mouse]) {
    for (const name of methods.filter((method) => method in device)) {
      const send = device[name].bind(device);
      device[name] = async (first, ...rest) => {
        await focus();
        await send(first === 'Space' ? ' ' : first, ...rest);
        await frames();
      };
    }
  }
  return page;
}
