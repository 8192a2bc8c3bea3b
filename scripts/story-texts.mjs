// Which texts of a story in the pseudo-locale en-XA were not translated: letters that are neither between the marks ⟦ ⟧, nor people's, nor
// of the browser's own dates and numbers.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, typescriptSources } from './run.mjs';

const strings = (value) =>
  typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];

/** Words that Intl writes: months, days, what time ago, sizes. */
function wordsOfIntl() {
  // Each month, each day of the week and each part of the day is among them.
  const dates = Array.from({ length: 28 }, (_, i) => new Date(Date.UTC(2024, i % 12, i + 1, i)));
  const styles = [
    { month: 'long', weekday: 'long' },
    { month: 'short', weekday: 'short' },
    { hour: 'numeric', dayPeriod: 'long' },
    { hour: 'numeric', hour12: true },
    { timeZoneName: 'short' },
    { timeZoneName: 'long', timeZone: 'Europe/Madrid' },
  ];
  const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'];
  const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', ...units];
  return [
    ...styles.flatMap((style) => dates.map((date) => new Intl.DateTimeFormat('en', style).format(date))),
    ...['long', 'short', 'narrow'].flatMap((style) =>
      units.flatMap((unit) => [-2, -1, 0, 1, 2].map((n) => new Intl.RelativeTimeFormat('en', { style, numeric: 'auto' }).format(n, unit))),
    ),
    ...['long', 'short', 'narrow'].flatMap((unitDisplay) =>
      sizes.flatMap((unit) => [1, 2].map((n) => new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay }).format(n))),
    ),
    ...['conjunction', 'disjunction'].map((type) => new Intl.ListFormat('en', { type }).format(['1', '2', '3'])),
    'K M B T at in ago',
    // Encodings of files.
    'UTF',
  ].flatMap((text) => text.match(/\p{L}+/gu) ?? []);
}

/** Everything that the sample company says, and what the stories give to elements as a page would. */
export async function wordsOfPeople() {
  const code = `import { sampleCompany } from '@crm-elements/sample-company'; console.log(JSON.stringify(sampleCompany({ now: Date.now() })));`;
  const { text } = await run(process.execPath, [...typescriptSources, '--input-type=module', '-e', code], {
    cwd: join(root, 'stories'),
    capture: true,
    quiet: true,
  });
  const stories = readdirSync(join(root, 'stories'), { recursive: true }).filter(
    (name) => name.endsWith('.ts') && !name.includes('node_modules'),
  );
  const given = stories.flatMap((name) =>
    [...readFileSync(join(root, 'stories', name), 'utf8').matchAll(/'((?:[^'\\\n]|\\.)+)'|`([^`$]+)`/g)].map(
      ([, one, other]) => one ?? other,
    ),
  );
  const said = [...strings(JSON.parse(text)), ...given].filter((value) => value.length > 1);
  return { words: new Set([...said.flatMap((value) => value.match(/\p{L}+/gu) ?? []), ...wordsOfIntl()]) };
}

/** Takes out what stands between marks, which may stand in each other. */
function unmarked(text) {
  let depth = 0;
  let rest = '';
  for (const character of text) {
    if (character === '⟦') depth++;
    else if (character === '⟧') depth--;
    else if (depth === 0) rest += character;
  }
  return rest;
}

/** @param {{ tag: string, text: string }[]} texts */
export function findUntranslated(texts, { words }) {
  return texts.flatMap(({ tag, text }) => {
    const left = (unmarked(text).match(/\p{L}+/gu) ?? []).filter((word) => !words.has(word));
    return left.length ? [`<${tag}> shows "${text.slice(0, 120)}" in en-XA: ${left.join(' ')}`] : [];
  });
}
