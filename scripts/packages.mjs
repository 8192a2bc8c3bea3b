// The packages that are published: building and packing them.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildEmbedFolder } from './embed.mjs';
import { writeManifest } from './manifest.mjs';
import { bin, root, run } from './run.mjs';
import { tightenFolder } from './tight-styles.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Every package of packages/ that is not private: its folder, its manifest. */
export function publicPackages() {
  return readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }))
    .filter(({ manifest }) => !manifest.private);
}

/** Runs what nothing goes on without. */
async function must(command, args, options) {
  const { code, text } = await run(command, args, options);
  if (code === 0) return;
  if (options?.quiet) console.error(text);
  console.error(`${[command, ...args].join(' ')} failed`);
  process.exit(code);
}

/** TypeScript to each package's dist/, from scratch: a file whose source is gone must not be published. */
export async function buildPackages() {
  for (const { folder } of publicPackages()) {
    for (const leftover of ['dist', '.tsbuildinfo']) rmSync(join(folder, leftover), { recursive: true, force: true });
  }
  await must(bin('tsc'), ['-b', 'tsconfig.build.json']);
  tightenFolder(join(root, 'packages/elements/dist'));
}

/**
 * Packs what buildPackages left, with the files for a script tag and the manifest of the elements.
 * @returns {Promise<{ folder: string, manifest: object, tarball: string }[]>}
 */
export async function packPackages(destination = join(root, 'dist', 'tarballs')) {
  await writeManifest();
  await buildEmbedFolder();
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const { packageManager } = readJson(join(root, 'package.json'));
  const packed = [];
  for (const { folder, manifest } of publicPackages()) {
    await must('npx', ['--yes', packageManager, 'pack', '--pack-destination', destination], { cwd: folder, capture: true, quiet: true });
    const tarball = join(destination, `${manifest.name.replace(/^@/, '').replace('/', '-')}-${manifest.version}.tgz`);
    if (!existsSync(tarball)) throw new Error(`${manifest.name}: packed, but there is no ${tarball}`);
    packed.push({ folder, manifest, tarball });
  }
  return packed;
}
