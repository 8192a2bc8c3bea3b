// Builds the examples and uses them as a person would: every *.e2e.test.ts of examples/, or those named.
import { bin, mocha, run } from './run.mjs';
import { deep, testFiles } from '../tools/test-files.mjs';

const built = await run(bin('vite'), ['build', '--logLevel', 'warn']);
const tested = built.code === 0 ? await run(...mocha(testFiles('e2e', process.argv.slice(2)), deep ? 300_000 : 60_000)) : built;
process.exitCode = tested.code;
