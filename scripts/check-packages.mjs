// Builds and packs the packages, and looks at the tarballs as a stranger would: publint, are-the-types-wrong, and an empty
// project that installs them with npm, imports every entry, type-checks against them and bundles them.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { writeMembers, writeTemplates } from './consumer-types.mjs';
import { buildPackages, packPackages } from './packages.mjs';
import { bin, run } from './run.mjs';

let passed = 0;
let failed = 0;

/** Runs one check: it has failed when it throws or returns complaints. */
async function check(name, body) {
  let complaints;
  try {
    complaints = (await body()) ?? [];
  } catch (error) {
    complaints = [error.message];
  }
  if (complaints.length) failed++;
  else passed++;
  console.log(`${complaints.length ? 'not ok' : 'ok'} ${name}${complaints.map((line) => `\n    ${line}`).join('')}`);
}

async function output(command, args, options) {
  const { code, text } = await run(command, args, { capture: true, quiet: true, ...options });
  if (code !== 0) throw new Error(text.trim());
  return text;
}

const quote = (value) => JSON.stringify(value);

/** Every path that an "exports" value leads to. */
const targets = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(targets));

/** The entries of a package that are modules, as they are imported; what a pattern stands for is in its folder. */
const entries = ({ folder, manifest }) =>
  Object.entries(manifest.exports)
    .filter(([, value]) => value.default)
    .flatMap(([entry, value]) => {
      if (!entry.includes('*')) return [entry];
      const [before, after] = value.default.split('*');
      const names = readdirSync(join(folder, before)).filter((name) => name.endsWith(after));
      return names.map((name) => entry.replace('*', name.slice(0, -after.length)));
    })
    .map((entry) => posix.join(manifest.name, entry));

/** Entries that are no modules: neither Node nor TypeScript imports a stylesheet. */
const plainFiles = ({ manifest }) =>
  Object.keys(manifest.exports).filter((entry) => !manifest.exports[entry].default && !entry.includes('*'));

function lookInside({ folder, manifest, files, packed }) {
  const complaints = [];
  const within = new Set(files);
  for (const file of files) {
    if (/\.test(-helper)?\.|\.tsbuildinfo$|^node_modules\//.test(file)) complaints.push(`${file} has no place in a tarball`);
  }
  for (const needed of ['LICENSE', 'README.md']) if (!within.has(needed)) complaints.push(`${needed} is missing`);
  for (const target of targets(manifest.exports).filter((path) => !path.includes('*')))
    if (!within.has(posix.normalize(target))) complaints.push(`"exports" names ${target}, which is missing`);
  if (/"workspace:/.test(packed)) complaints.push('a workspace: range is left in package.json');
  if (
    manifest.exports['.']?.['@crm-elements/source'] &&
    files.some((file) => /^dist\/.*\.js$/.test(file) && !within.has(file.replace(/^dist\//, 'src/').replace(/\.js$/, '.ts')))
  )
    complaints.push('a compiled file has no source beside it: its source map points nowhere');
  for (const file of files.filter((path) => /^dist\/.*\.js$/.test(path))) {
    if (/\bcss ?`\s/.test(readFileSync(join(folder, file), 'utf8'))) complaints.push(`${file} has a style sheet with all its white space`);
  }
  return complaints;
}

const consumer = (imports) => `${imports.map((name, i) => `import * as entry${i} from ${quote(name)};`).join('\n')}
import { createClient, createMemoryAdapter } from '@crm-elements/data';
import { money, type Contact } from '@crm-elements/schema';

const client = createClient(createMemoryAdapter());
const contact: Contact = await client.contacts.create({ name: { given: 'Ada' } } as never);
// @ts-expect-error: types reach the consumer, so an amount of money is no text.
contact.name = money('1', 'EUR');
console.log([${imports.map((_, i) => `entry${i}`).join(', ')}].map((entry) => Object.keys(entry).length));
`;

const resolutions = [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
];

const strictly = (module, moduleResolution) => [
  ...['--module', module, '--moduleResolution', moduleResolution],
  ...['--target', 'es2022', '--lib', 'es2023,dom,dom.iterable'],
  ...['--strict', '--skipLibCheck', 'false', '--noEmit'],
];

/** Elements and attributes of the manifest that an editor's file leaves out. */
function findUntold(folder) {
  const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const namesOf = (elements) => elements.flatMap(({ name, attributes = [] }) => [name, ...attributes.map((one) => `${name} ${one.name}`)]);
  const declarations = read('custom-elements.json').modules.flatMap((module) => module.declarations);
  const wanted = namesOf(declarations.map(({ tagName, attributes }) => ({ name: tagName, attributes })));
  const told = {
    'vscode.html-custom-data.json': namesOf(read('vscode.html-custom-data.json').tags),
    'web-types.json': namesOf(read('web-types.json').contributions.html.elements),
  };
  return Object.entries(told).flatMap(([file, names]) =>
    wanted.filter((name) => !names.includes(name)).map((name) => `${file}: no ${name}`),
  );
}

await buildPackages();
const packages = await packPackages();
const project = mkdtempSync(join(tmpdir(), 'crm-consumer-'));
try {
  for (const { folder, manifest, tarball } of packages) {
    const { name } = manifest;
    const plain = plainFiles({ manifest });
    const listed = (await output('tar', ['-tzf', tarball]))
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, ''));
    const packed = await output('tar', ['-xzOf', tarball, 'package/package.json']);
    await check(`${name}: what is in the tarball`, () => lookInside({ folder, manifest, files: listed, packed }));
    await check(`${name}: publint`, async () => {
      const { messages } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer }, strict: true });
      return messages.map((message) => formatMessage(message, manifest, { color: false }));
    });
    await check(
      `${name}: are the types wrong`,
      async () =>
        void (await output(bin('attw'), [
          tarball,
          ...['--profile', 'esm-only', '--no-emoji'],
          ...(plain.length > 0 ? ['--exclude-entrypoints', ...plain] : []),
        ])),
    );
  }

  const names = packages.flatMap(entries);
  // Siblings come from their tarballs, too: "overrides" says so for what the tarballs depend on.
  const local = Object.fromEntries(packages.map(({ manifest, tarball }) => [manifest.name, `file:${basename(tarball)}`]));
  for (const { tarball } of packages) copyFileSync(tarball, join(project, basename(tarball)));
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies: local, overrides: local }),
  );
  writeFileSync(join(project, 'index.ts'), consumer(names));
  // This workspace's .npmrc keeps npm from installing, and "npm test" hands its settings on.
  const inProject = { cwd: project, env: { npm_config_package_lock_only: 'false' } };

  await check('an empty project installs them', async () => void (await output('npm', ['install', '--no-audit', '--no-fund'], inProject)));
  await check('no package is there twice', () => {
    const nested = packages.flatMap(({ manifest }) => [join(project, 'node_modules', manifest.name, 'node_modules')]).filter(existsSync);
    return nested.flatMap((folder) => readdirSync(folder).map((name) => `${name} in ${folder.slice(project.length)}`));
  });
  for (const name of names) {
    await check(`Node imports ${name}`, async () => {
      const count = await output(
        process.execPath,
        ['--input-type=module', '-e', `console.log(Object.keys(await import(${quote(name)})).length)`],
        inProject,
      );
      // The modules in define/ are there for what they do.
      return Number(count) > 0 || name.includes('/define/') ? [] : ['it exports nothing'];
    });
  }
  for (const [module, moduleResolution] of resolutions) {
    await check(`TypeScript checks against them with "${moduleResolution}"`, async () => {
      await output(bin('tsc'), [...strictly(module, moduleResolution), 'index.ts'], inProject);
    });
  }
  const templates = writeTemplates(project);
  for (const [module, moduleResolution] of resolutions) {
    await check(`React, Vue and Svelte check templates with "${moduleResolution}"`, async () => {
      const options = [...strictly(module, moduleResolution), '--jsx', 'react-jsx', '--jsxImportSource', 'react'];
      await output(bin('tsc'), [...options, ...templates], inProject);
    });
  }
  await check('each public member of an element is documented', async () => {
    await output(bin('tsc'), [...strictly('esnext', 'bundler'), writeMembers(project)], inProject);
  });
  await check('editors are told of every element', () => findUntold(join(project, 'node_modules/crm-elements')));
  await check('esbuild bundles them', async () => {
    const { warnings } = await build({
      entryPoints: [join(project, 'index.ts')],
      bundle: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      logLevel: 'silent',
      absWorkingDir: project,
    });
    return warnings.map(({ text }) => text);
  });
} finally {
  rmSync(project, { recursive: true, force: true });
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
