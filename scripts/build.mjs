// npm run build: packages to packages/*/dist, the elements for a script tag to dist/embed, examples to dist/examples, tarballs to
// dist/tarballs.
import { buildPackages, packPackages } from './packages.mjs';
import { bin, run } from './run.mjs';

await buildPackages();
const examples = await run(bin('vite'), ['build']);
if (examples.code) process.exit(examples.code);
for (const { tarball } of await packPackages()) console.log(tarball);
