import { groundTable, spareTable, stageTable } from './generated/host-table.js';

const spelledOut = (table: string): string =>
  table.replace(/\$([\w-]+)/g, 'var(--_$1)').replace(/^([a-z][\w-]*):(.*)$/gm, '--_$1:var(--crm-$1,$2);');

/** The part of {@link hostTokens} that all of the elements here bring. */
export const groundTokens: string = /* @__PURE__ */ spelledOut(groundTable);

/** The part of {@link hostTokens} that paints stages: `--_color-stage-…`. */
export const stageTokens: string = /* @__PURE__ */ spelledOut(stageTable);

/**
 * The CSS text that a public root element adopts. On `:host` it gives each token a private property, which takes the page's
 * public one if there is any, and the default otherwise: `--_color-text: var(--crm-color-text, light-dark(#181e2a, #ebedf0))`.
 * Private properties inherit into inner elements, so these need not adopt it again.
 *
 * Light or dark is decided by `color-scheme` where a colour is used, so `:host` must let that inherit. High contrast, forced
 * colours and reduced motion are in it; `density="compact"` on the host takes the compact sizes.
 *
 * Two things to know when using the private properties: `--_font-family` is unset unless the page set `--crm-font-family`,
 * so write `font-family: var(--_font-family)` (which then inherits) and never the `font` shorthand; and the durations are 0
 * under reduced motion.
 */
export const hostTokens: string = /* @__PURE__ */ [groundTokens, stageTokens, spelledOut(spareTable)].join('\n');
