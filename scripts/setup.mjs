// Installs what the other scripts need, with nothing but node and npm: npm start, npm test and the others run it first.
// `--browser` also sees to a Chromium or Chrome; `--engines` to Firefox and WebKit besides, and does without those it cannot get.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engines, findBrowser } from './browser.mjs';
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

const canInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;

/** Installs packages of Debian. @returns the exit code: 0 when all are there */
function aptInstall(packages) {
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}

function installBrowser() {
  if (findBrowser()) return;
  if (canInstall) {
    const status = aptInstall(['chromium']);
    if (status !== 0) process.exit(status);
    return;
  }
  const how = existsSync('/usr/bin/apt-get') ? 'Type "sudo apt-get install chromium"' : 'Install one';
  console.error(`No Chromium or Chrome was found. ${how}, or set CHROME_PATH to its program.`);
  process.exit(1);
}

/** What cannot be installed is only said: its tests are skipped then. */
function installEngines() {
  const missing = engines.filter(({ find }) => !find());
  if (missing.length && canInstall) aptInstall(missing.flatMap(({ packages }) => packages));
  for (const { name, packages } of missing.filter(({ find }) => !find()))
    console.warn(`${name} was not found, and its tests are skipped. On Debian, type "sudo apt-get install ${packages.join(' ')}".`);
}

// As the workspace's own "postinstall" this is for npm alone: pnpm is what it would start.
const byPnpm = process.env.npm_lifecycle_event === 'postinstall' && !process.env.npm_config_user_agent?.startsWith('npm/');
if (!byPnpm) {
  installPackages();
  if (process.argv.includes('--browser')) installBrowser();
  if (process.argv.includes('--engines')) installEngines();
}
