/**
 * For end-to-end tests (`*.e2e.test.ts`, Node): the built examples under the documented policy, in headless Chromium.
 * A page that logs an error or a warning, throws, or breaks the policy fails the test that opened it.
 */
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { preview, type PreviewServer } from 'vite';
import { browserArgs, findBrowser } from '../scripts/browser.mjs';
import { endWith } from './test-guard.js';

// For tests that start a browser of their own.
export { browserArgs, findBrowser };

let server: PreviewServer | undefined;
let browser: Browser | undefined;
let contexts: BrowserContext[] = [];
let problems: string[] = [];
let announced: RegExp[] = [];

async function watch(context: BrowserContext): Promise<void> {
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      problems.push(`console.${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  await context.exposeBinding('reportViolation', (_source, text: string) => problems.push(`violation of the page's policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      (globalThis as unknown as { reportViolation(text: string): void }).reportViolation(`${effectiveDirective} ${blockedURI} ${sample}`);
    });
  });
}

/** A browser profile of its own: windows opened in the same context share storage, as two windows of one person do. */
export async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  browser ??= await chromium.launch({ executablePath: findBrowser(), args: browserArgs });
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
  contexts.push(context);
  await watch(context);
  return context;
}

/**
 * Opens a page of the built examples.
 * @param path below examples/, such as `store/`
 * @param context of another page, for a second window of the same person
 */
export async function openExample(path: string, context?: BrowserContext): Promise<Page> {
  server ??= await preview({ logLevel: 'warn', preview: { port: 4173, strictPort: false } });
  const page = await (context ?? (await newContext())).newPage();
  await page.goto(new URL(path, server.resolvedUrls?.local[0]).href);
  return page;
}

/** Declares that a page of the running test says something on its console, or throws. */
export function expectProblem(pattern: RegExp): void {
  announced.push(pattern);
}

async function closeAndSettle(): Promise<void> {
  const open = contexts;
  // The event of a violation comes a task later than what caused it.
  const pages = open.flatMap((context) => context.pages());
  await Promise.all(pages.map((page) => page.evaluate(() => new Promise((done) => setTimeout(done))).catch(() => undefined)));
  contexts = [];
  await Promise.all(open.map((context) => context.close()));
  const unsaid = announced
    .filter((pattern) => !problems.some((problem) => pattern.test(problem)))
    .map((pattern) => `announced and not seen: ${pattern}`);
  const unannounced = problems.filter((problem) => !announced.some((pattern) => pattern.test(problem)));
  problems = [];
  announced = [];
  if (unannounced.length + unsaid.length) throw new Error([...unannounced, ...unsaid].join('\n'));
}

beforeEach(function () {
  endWith(this.currentTest, closeAndSettle);
});

after(async () => {
  await browser?.close();
  await server?.close();
  browser = server = undefined;
});
