// Writes packages/elements/custom-elements.json from the sources, with the tag of each element, which stands in its define/ module; and
// what is made of it for editors and frameworks.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customDataOf, webTypesOf } from './editor-data.mjs';
import { frameworkTypesOf } from './framework-types.mjs';
import { bin, root, run } from './run.mjs';

const elements = join(root, 'packages/elements');
const file = join(elements, 'custom-elements.json');

/** Tags by the names of their classes, as the modules of define/ register them. */
function registeredTags() {
  const folder = join(elements, 'src/define');
  const tags = new Map();
  for (const name of readdirSync(folder)) {
    for (const [, tag, className] of readFileSync(join(folder, name), 'utf8').matchAll(/\bdefine\(\s*'(crm-[a-z-]+)',\s*(\w+)/g))
      tags.set(className, tag);
  }
  return tags;
}

/** The classes that the package exports; the others are inner parts of these. */
function publicClasses() {
  const files = readdirSync(join(elements, 'src'), { recursive: true }).filter((name) => /(^|[\\/])(index|exports)\.ts$/.test(name));
  return new Set(files.flatMap((name) => readFileSync(join(elements, 'src', name), 'utf8').match(/\bCrm\w+/g) ?? []));
}

const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

/** What editors and the compilers of frameworks read. */
function writeDerived(manifest) {
  const documented = manifest.modules.flatMap(({ declarations }) => declarations);
  writeJson(join(elements, 'vscode.html-custom-data.json'), customDataOf(documented));
  writeJson(join(elements, 'web-types.json'), webTypesOf(documented, JSON.parse(readFileSync(join(elements, 'package.json'), 'utf8'))));
  const types = join(elements, 'types');
  mkdirSync(types, { recursive: true });
  for (const [name, text] of Object.entries(frameworkTypesOf(documented))) writeFileSync(join(types, name), text);
}

export async function writeManifest() {
  const { code, text } = await run(bin('cem'), ['analyze', '--quiet', '--config', join(root, 'custom-elements-manifest.config.mjs')], {
    cwd: elements,
    capture: true,
    quiet: true,
  });
  if (code !== 0) throw new Error(text);
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const exported = publicClasses();
  const tags = new Map([...registeredTags()].filter(([className]) => exported.has(className)));
  // Sources in the package are TypeScript; what is imported is what they become.
  const built = (path) => path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');
  manifest.modules = manifest.modules.filter((module) => module.declarations?.some(({ name }) => tags.has(name)));
  for (const module of manifest.modules) {
    module.path = built(module.path);
    module.declarations = module.declarations.filter(({ name }) => tags.has(name));
    for (const declaration of module.declarations) {
      declaration.tagName = tags.get(declaration.name);
      declaration.customElement = true;
    }
    module.exports = module.declarations.map(({ name, tagName }) => ({
      kind: 'custom-element-definition',
      name: tagName,
      declaration: { name, module: module.path },
    }));
  }
  writeJson(file, manifest);
  writeDerived(manifest);
  return manifest;
}

if (process.argv[1] === import.meta.filename) {
  const { modules } = await writeManifest();
  console.log(`custom-elements.json: ${modules.flatMap(({ declarations }) => declarations).length} elements`);
}
