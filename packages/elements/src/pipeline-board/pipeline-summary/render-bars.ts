import { html, type TemplateResult } from 'lit';
import { styled } from '../../internal/controllers/styled.js';
import { heading } from '../../internal/parts/heading.js';

/** A line of a chart: a bar with its name before it and its figures behind it. */
export interface Bar {
  readonly name: unknown;
  /** 0 to 1, of the longest one; nothing is drawn without it. */
  readonly length: number | undefined;
  /** What stands under each of the further heads. */
  readonly cells: readonly unknown[];
}

export interface BarChart {
  readonly id: string;
  readonly title: string;
  readonly headingLevel: number;
  /** Of the names, and of each column of figures. */
  readonly heads: readonly [names: string, ...figures: string[]];
  readonly bars: readonly Bar[];
  /** What has to be known to read it. */
  readonly note?: unknown;
}

const percentOf = (length: number) => `${Math.round(Math.min(Math.max(length, 0), 1) * 1_000) / 10}%`;

/**
 * A chart that is a table: each row carries its bar and the exact figures, so that whoever does not see the bars reads the same, row by row.
 */
export const renderBars = ({ id, title, headingLevel, heads: [names, ...figures], bars, note }: BarChart): TemplateResult =>
  html`<section class="chart" part="chart">
    ${heading(headingLevel, title, { id, className: 'chart-title' })}
    <table part="table" aria-labelledby=${id}>
      <thead>
        <tr>
          <th scope="col">${names}</th>
          ${figures.map((name) => html`<th scope="col" class="figure">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${bars.map(
          ({ name, length, cells }) =>
            html`<tr part="row">
              <th scope="row">
                <div class="named-bar">
                  <span class="name truncate">${name}</span>
                  ${!length ? '' : html`<span class="track" aria-hidden="true"><span class="bar" part="bar" ${styled({ 'inline-size': percentOf(length) })}></span></span>`}
                </div>
              </th>
              ${cells.map((cell) => html`<td class="figure numeric">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${note ?? ''}
  </section>`;
