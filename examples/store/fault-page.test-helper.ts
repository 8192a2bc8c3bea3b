/** Serves the page of the tests of faults beside the store page, under one origin, and opens it in browsers with a profile of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build, loadConfigFromFile, preview } from 'vite';
import { browserArgs, findBrowser } from '../../tools/page-support.js';
import { securityPolicy } from '../../tools/security-policy.mjs';
import type { FaultPage } from './fault-page.js';

declare global {
  // The fault page's own.
  var faultPage: FaultPage;
}

export interface FaultServer {
  origin: string;
  close(): Promise<void>;
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Under the documented policy; but pages may frame each other, and a sandboxed one may load its modules. */
export async function serveFaultPage(): Promise<FaultServer> {
  const found = await loadConfigFromFile({ command: 'build', mode: 'production' }, at('../../vite.config.ts'));
  const outDir = mkdtempSync(join(tmpdir(), 'crm-faults-'));
  const config = { ...found!.config, configFile: false as const, logLevel: 'error' as const };
  const input = { store: at('index.html'), faults: at('fault-page.html') };
  await build({ ...config, build: { ...config.build, outDir, rolldownOptions: { input } } });
  const headers = { 'content-security-policy': securityPolicy({ fonts: `'self'`, frames: `'self'` }), 'access-control-allow-origin': '*' };
  const server = await preview({
    ...config,
    plugins: [],
    build: { outDir },
    preview: { host: '127.0.0.1', port: 4273, strictPort: false, headers },
  });
  return {
    origin: new URL(server.resolvedUrls!.local[0]!).origin,
    close: async () => {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

export async function openFaultPage(context: BrowserContext, origin: string, search = ''): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}/store/fault-page.html${search}`);
  await page.waitForFunction(() => 'faultPage' in globalThis);
  await page.evaluate(() => faultPage.store.open().catch(() => undefined));
  return page;
}

/** The store page, looking into the same database. */
export async function openStorePage(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}/store/?database=faults`);
  return page;
}

export const waitForState = (page: Page, state: string) => page.waitForSelector(`#status[data-state=${state}]`);

/** A browser whose profile outlives it, and which can be killed as a whole. */
export class Profile {
  readonly folder = mkdtempSync(join(tmpdir(), 'crm-profile-'));
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;

  /** @param args more of the browser's own */
  async launch(args: readonly string[] = []): Promise<BrowserContext> {
    const portFile = join(this.folder, 'DevToolsActivePort');
    rmSync(portFile, { force: true });
    const all = ['--headless=new', `--user-data-dir=${this.folder}`, '--remote-debugging-port=0', ...browserArgs, ...args, 'about:blank'];
    this.#process = spawn(findBrowser()!, all, { stdio: 'ignore', detached: true });
    for (const end = Date.now() + 30_000; !existsSync(portFile) || !readFileSync(portFile, 'utf8').includes('\n');) {
      if (Date.now() > end) throw new Error('The browser did not start.');
      await new Promise((done) => setTimeout(done, 20));
    }
    const [port] = readFileSync(portFile, 'utf8').split('\n');
    this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    return this.#browser.contexts()[0]!;
  }

  /** As when the power goes, but for what the system keeps: no process of the browser gets another turn. */
  async kill(): Promise<void> {
    if (this.#process?.pid !== undefined && this.#process.exitCode === null) process.kill(-this.#process.pid, 'SIGKILL');
    await this.#gone();
  }

  async quit(): Promise<void> {
    const session = await this.#browser?.newBrowserCDPSession();
    await session?.send('Browser.close').catch(() => undefined);
    await this.#gone();
  }

  async #gone(): Promise<void> {
    const ending = this.#process;
    if (ending && ending.exitCode === null && ending.signalCode === null) await new Promise((done) => ending.once('exit', done));
    await this.#browser?.close().catch(() => undefined);
    this.#process = this.#browser = undefined;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
