// Installs what the other scripts need, with nothing but node and npm: npm start, npm test and the others run it first.
// `--browser` also sees to a Chromium or Chrome.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { pnpm } from './pnpm.mjs';

const at = (path) => join(import.meta.dirname, '..', path);

function installPackages() {
  // A stamp of what the install depends on lies in node_modules, so that a second run costs nothing.
  const stampFile = at('node_modules/.setup-stamp');
  const hash = createHash('sha256').update(process.version);
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(at(file)));
  const stamp = hash.digest('hex');

  const byNpm = existsSync(at('node_modules/.package-lock.json'));
  if (!byNpm && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  if (byNpm) rmSync(at('node_modules'), { recursive: true, force: true });
  pnpm(['install', '--frozen-lockfile']);
  writeFileSync(stampFile, stamp);
}

function installBrowser() {
  if (findBrowser()) return;
  const apt = existsSync('/usr/bin/apt-get');
  if (!apt || process.getuid?.() !== 0) {
    console.error(
      `No Chromium or Chrome was found. ${apt ? 'Type "sudo apt-get install chromium"' : 'Install one'}, or set CHROME_PATH to its program.`,
    );
    process.exit(1);
  }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) process.exit(status ?? 1);
  }
}

// As the workspace's own "postinstall" this is for npm alone: pnpm is what it would start.
const byPnpm = process.env.npm_lifecycle_event === 'postinstall' && !process.env.npm_config_user_agent?.startsWith('npm/');
if (!byPnpm) {
  installPackages();
  if (process.argv.includes('--browser')) installBrowser();
}
