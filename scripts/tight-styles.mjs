// The style sheets of the elements as they ship, in dist/ and in every bundle: without the white space that they are written with.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

/** What has no expression in it and no escape. The compiler puts a blank before a template. */
const sheets = /\bcss ?`([^`$\\]*)`/g;

const tighten = (sheet) => transformSync(sheet, { loader: 'css', minifyWhitespace: true, charset: 'utf8' }).code.trim();

/** Lines that a sheet no longer has come after it, so that the rest of the code stays where its source map looks for it. */
export const tightenStyles = (code) =>
  code.replace(sheets, (_, sheet) => `css\`${tighten(sheet)}\`${'\n'.repeat(sheet.split('\n').length - 1)}`);

/** For bundles that are made from the sources. */
export const tightStyles = {
  name: 'tight-styles',
  enforce: 'pre',
  transform: (code, id) => (/\/packages\/elements\/src\/.*\.ts$/.test(id) ? { code: tightenStyles(code), map: null } : undefined),
};

/** For what the compiler has left in a folder. */
export function tightenFolder(folder) {
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!file.endsWith('.js')) continue;
    const path = join(folder, file);
    const code = readFileSync(path, 'utf8');
    const tight = tightenStyles(code);
    if (tight !== code) writeFileSync(path, tight);
  }
}
