// Builds the examples and uses them as a person would: every *.e2e.test.ts of examples/, or those named.
import { bin, mocha, run } from './run.mjs';
import { deep, testFiles } from '../tools/test-files.mjs';

const built = await run(bin('vite'), ['build', '--logLevel', 'warn']);
const files = testFiles('e2e', process.argv.slice(2));
// Two at a time, as they wait a good deal. What is long kills browsers and stops processes, and has the machine to itself.
const tested = built.code === 0 ? await run(...(deep ? mocha(files, 300_000) : mocha(files, 60_000, 2))) : built;
process.exitCode = tested.code;
