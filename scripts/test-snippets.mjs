// Type-checks every ts, js and html snippet of README.md, docs/*.md and the packages' own README.md, and runs those whose fence says so (```ts run).
// Each is a module of its own that imports packages by their names, as a reader would paste it.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, run, typescriptSources } from './run.mjs';

const docs = join(root, 'docs');
const output = join(docs, 'dist', 'snippets');
const pages = [
  'README.md',
  ...readdirSync(docs)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}/README.md`)
    .filter((page) => existsSync(join(root, page))),
];

/** The snippets of a page, each with the number of its first line. */
function snippetsOf(page) {
  const lines = readFileSync(join(root, page), 'utf8').split(/\r?\n/);
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    const [, indent, fence, language, words] = /^(\s*)(`{3,})(\w*)\s*(.*)$/.exec(lines[i]) ?? [];
    if (!fence) continue;
    const start = i + 1;
    const end = lines.findIndex((line, n) => n > i && line.startsWith(indent + fence));
    if (end < 0) throw new Error(`${page}:${start}: this fence has no end`);
    found.push({
      page,
      line: start + 1,
      language,
      run: words.split(' ').includes('run'),
      code: lines.slice(start, end).map((line) => line.slice(indent.length)),
    });
    i = end;
  }
  return found;
}

/** The inline modules of an html snippet, every other line left empty, so that lines stay true. */
function scriptsOf(code) {
  let inside = false;
  return code.map((line) => {
    if (/<\/script>/.test(line)) inside = false;
    const kept = inside ? line : '';
    if (/<script\b(?![^>]*\bsrc=)[^>]*>\s*$/.test(line)) inside = true;
    return kept;
  });
}

const extensions = { ts: 'ts', js: 'js', html: 'js' };
const snippets = pages
  .flatMap(snippetsOf)
  .filter(({ language }) => language in extensions)
  .map((snippet) => ({ ...snippet, file: `${snippet.page.replaceAll('/', '-')}-${snippet.line}.${extensions[snippet.language]}` }));

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
for (const { file, language, line, code } of snippets) {
  const lines = language === 'html' ? scriptsOf(code) : code;
  // As many empty lines as stand above it in the page: an error then names the page's own line. The last makes it a module.
  writeFileSync(join(output, file), [...Array(line - 1).fill(''), ...lines, 'export {};', ''].join('\n'));
}
const compilerOptions = {
  noEmit: true,
  declaration: false,
  declarationMap: false,
  sourceMap: false,
  allowJs: true,
  checkJs: true,
  types: ['mocha', 'node'],
};
writeFileSync(
  join(output, 'tsconfig.json'),
  JSON.stringify({ extends: '../../../tsconfig.base.json', compilerOptions, include: ['*.ts', '*.js'] }),
);

let passed = 0;
let failed = 0;
const result = (ok, name, text = '') => {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? 'ok' : 'not ok'} ${name}${ok ? '' : `\n${text.trim().replace(/^/gm, '    ')}`}`);
};

const { text } = await run(bin('tsc'), ['-p', join(output, 'tsconfig.json'), '--pretty', 'false'], { capture: true, quiet: true });
const complaints = text.split(/\r?\n/);
for (const { file, page, line } of snippets) {
  const own = complaints.filter((complaint) => complaint.includes(`${file}(`));
  result(
    !own.length,
    `${page}:${line} type-checks`,
    own.map((complaint) => complaint.slice(complaint.indexOf(`${file}(`) + file.length)).join('\n'),
  );
}
const others = complaints.filter((complaint) => /error TS/.test(complaint) && !snippets.some(({ file }) => complaint.includes(`${file}(`)));
if (others.length) result(false, 'the sources that the snippets import', others.join('\n'));

for (const { file, page, line } of snippets.filter((snippet) => snippet.run)) {
  // Its live results would keep the process alive: it ends when the module has run.
  const start = `await import(${JSON.stringify(`./${file}`)});\nprocess.exit();\n`;
  writeFileSync(join(output, `run-${file}.mjs`), start);
  const ran = await run(process.execPath, [...typescriptSources, '--import', 'fake-indexeddb/auto', join(output, `run-${file}.mjs`)], {
    capture: true,
    quiet: true,
    timeout: 30_000,
  });
  result(ran.code === 0, `${page}:${line} runs`, ran.text);
}

if (!snippets.some(({ page, run }) => page === 'README.md' && run)) result(false, 'README.md has a snippet that runs');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
