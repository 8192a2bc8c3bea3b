// npm run lint: what is written (eslint), then what is unused or runs in a circle, and what is published for tests alone (knip).
// With paths, eslint alone on these.
import { bin, run } from './run.mjs';

const paths = process.argv.slice(2);
const checks = [[bin('eslint'), ['--max-warnings', '0', ...(paths.length ? paths : ['.'])]]];
if (!paths.length) {
  const others = 'dependencies,unlisted,unresolved,binaries,exports,types,nsExports,nsTypes,duplicates,cycles';
  checks.push([bin('knip'), ['--no-config-hints']], [bin('knip'), ['--production', '--exclude', others, '--no-config-hints']]);
}

for (const [command, args] of checks) {
  const { code } = await run(command, args);
  if (code !== 0) process.exitCode = 1;
}
