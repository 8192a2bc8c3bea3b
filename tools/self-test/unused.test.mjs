// knip.jsonc must report what is unused, and circles of imports: proven on a small workspace made for it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { bin, root, run } from '../../scripts/run.mjs';

const files = {
  'package.json': { name: 'probe-workspace', private: true, type: 'module' },
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'packages/probe/package.json': {
    name: 'probe',
    type: 'module',
    exports: { '.': { '@crm-elements/source': './src/index.ts', default: './dist/index.js' } },
    dependencies: { 'never-imported': '1.0.0' },
  },
  'packages/probe/src/index.ts': `export { a } from './a.js';\nexport { apart } from './apart.js';\nimport 'never-listed';\n`,
  'packages/probe/src/a.ts': `import { b } from './b.js';\nexport const a = () => b;\n`,
  'packages/probe/src/b.ts': `import { a } from './a.js';\nexport const b = () => a;\nexport const neverUsed = 1;\n`,
  'packages/probe/src/apart.ts': `export const apart = 1;\n`,
  'packages/probe/src/apart.test.ts': `import { apart } from './apart.js';\nconsole.log(apart);\n`,
  'packages/probe/src/orphan.ts': `export const orphan = 1;\n`,
};

describe('knip', function () {
  this.timeout(30_000);
  let directory = '';
  let text = '';
  let code = 0;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'crm-knip-'));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    ({ code, text } = await run(bin('knip'), ['-c', join(root, 'knip.jsonc'), '--no-config-hints'], {
      cwd: directory,
      capture: true,
      quiet: true,
    }));
  });
  after(() => rmSync(directory, { recursive: true }));

  it('fails', () => expect(code, text).to.not.equal(0));
  it('reports a circle of imports', () => expect(text).to.match(/a\.ts.*b\.ts|b\.ts.*a\.ts/));
  it('reports a file that nothing imports', () => expect(text).to.include('orphan.ts'));
  it('reports an export that nothing imports', () => expect(text).to.include('neverUsed'));
  it('reports a dependency that nothing imports', () => expect(text).to.include('never-imported'));
  it('reports an import that no package.json lists', () => expect(text).to.include('never-listed'));
  it('takes public entries and tests as used', () => expect(text).to.not.include('apart'));
});
