// How the workspace's programs start other programs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
const windows = process.platform === 'win32';

/** The command of a package in node_modules/.bin. */
export function bin(name) {
  const path = join(root, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
  if (!existsSync(path)) throw new Error(`${name} is not installed: run "node scripts/setup.mjs"`);
  return path;
}

/** What Node needs to run the packages' TypeScript sources. */
export const typescriptSources = ['--import', 'tsx', '--conditions=@crm-elements/source'];

/** The command that runs test files in Node, so many of them side by side. */
export const mocha = (files, timeout = 10_000, jobs = 1) => [
  process.execPath,
  [
    // Test files are imported: one that is required would have a second copy of each module that is loaded by `import()`.
    ...[
      ...typescriptSources,
      '--no-experimental-require-module',
      join(root, 'node_modules/mocha/bin/_mocha'),
      '--no-config',
      '--exit',
      '--fail-zero',
      ...(jobs > 1 ? ['--parallel', '--jobs', String(jobs)] : []),
    ],
    ...['--reporter', 'tools/mocha-reporter.cjs', '--require', 'tools/guard-node.ts', '--timeout', String(timeout), ...files],
  ],
];

const running = new Set();

/**
 * Ends a child and all that it started: a browser or a server outlives its parent otherwise, and so does a test in an endless
 * loop, which hears no gentler signal.
 */
function endGroup(child) {
  running.delete(child);
  try {
    if (windows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function endAll() {
  for (const child of running) endGroup(child);
}

process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/**
 * Runs a program in a process group of its own, which ends with it, or after `timeout` milliseconds.
 * @returns {Promise<{ code: number, text: string }>} its exit code, and what it printed when `capture` is set
 */
export function run(command, args, { cwd = root, env = {}, capture = false, quiet = false, timeout = 0 } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
    detached: !windows,
    // Windows refuses to start a .cmd file, which npm and npx are too, without a shell.
    shell: windows && (command.endsWith('.cmd') || command === 'npx' || command === 'npm'),
  });
  running.add(child);
  let text = '';
  const tooLong = () => {
    console.error(`\nIt was ended after ${timeout / 1_000} s.`);
    endGroup(child);
  };
  const timer = timeout && setTimeout(tooLong, timeout);
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from?.setEncoding('utf8').on('data', (data) => {
      text += data;
      if (!quiet) to.write(data);
    });
  }
  return new Promise((done, fail) => {
    child.on('error', (error) => {
      running.delete(child);
      fail(error);
    });
    child.on('exit', (code) => {
      if (timer) clearTimeout(timer);
      endGroup(child);
      // 'close' waits for the pipes, which a stray grandchild would keep open: so the group ends first.
      if (capture) child.on('close', () => done({ code: code ?? 1, text }));
      else done({ code: code ?? 1, text });
    });
  });
}
