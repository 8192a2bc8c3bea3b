import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

/** Runs a module in a Node process of its own and gives back what it printed. */
async function run(code: string): Promise<unknown> {
  const options = ['--import', 'tsx', '--conditions=@crm-elements/source', '--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: new URL('..', import.meta.url) });
  return JSON.parse(stdout);
}

describe('importing the package in a process of its own', () => {
  it('leaves the globals as they were', async () => {
    expect(await run(`
      const before = new Set(Reflect.ownKeys(globalThis));
      const { newId, validateRecord, crmModel } = await import('./src/index.ts');
      newId(); validateRecord(crmModel.collections.deals, {});
      console.log(JSON.stringify(Reflect.ownKeys(globalThis).filter((name) => !before.has(name)).map(String)));
    `)).to.deep.equal([]);
  });

  it('leaves the zod of a host alone, with its settings', async () => {
    // Without the note of what was there before, the host's own names would be taken away.
    expect(await run(`
      globalThis.__zod_globalConfig = { own: 1 };
      const config = globalThis.__zod_globalConfig;
      await import('./src/index.ts');
      console.log(JSON.stringify([globalThis.__zod_globalConfig === config, config, '__zod_globalRegistry' in globalThis]));
    `)).to.deep.equal([true, { own: 1 }, false]);
  });
}).timeout(30_000);
