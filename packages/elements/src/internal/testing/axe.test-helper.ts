import 'axe-core/axe.min.js';
import type { AxeResults, RunOptions } from 'axe-core';

declare const axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };

let running: Promise<unknown> = Promise.resolve();

/**
 * What axe finds wrong in an element: the rules of WCAG 2.2 AA and good practice. One line a finding, empty when there is none.
 * It can run one at a time only, and waits for its turn.
 */
export async function axeFindings(element: Element): Promise<string[]> {
  const turn = running.then(() =>
    axe.run(element, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // A part of a page is looked at, not a page. Target sizes are measured by tests of their own, with all shadow roots.
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false }, 'landmark-one-main': { enabled: false } },
      resultTypes: ['violations'],
    }),
  );
  running = turn.catch(() => undefined);
  const { violations } = await turn;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) => `${id}: ${help} – ${JSON.stringify(target)} ${html.slice(0, 200)} ${failureSummary ?? ''}`,
    ),
  );
}
