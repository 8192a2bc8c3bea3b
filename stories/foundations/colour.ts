import { cssVariable, type TokenName } from '@crm-elements/tokens';
import source from '@crm-elements/tokens/tokens.json';
import { html, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import './colour.css';
import { contrastOf } from './contrast.js';
import { part, sheet, wide } from './sheet.js';

interface Step {
  readonly $value: { readonly components: readonly number[]; readonly hex: string };
}

const isStep = (value: unknown): value is Step => typeof value === 'object' && value !== null && '$value' in value;

/** Ramps of the first tier, by name. What is not in numbered steps alone is no ramp. */
const ramps = Object.entries(source.primitive.color)
  .map(([name, ramp]) => ({ name, steps: Object.entries(ramp as object).filter((entry): entry is [string, Step] => isStep(entry[1])) }))
  .filter(({ steps }) => steps.length > 1 && steps.every(([step]) => /^\d+$/.test(step)));

/** Text on a step: dark on what is light. The first component of OKLCH is lightness. */
const inkOn = ({ $value }: Step) => (($value.components[0] ?? 0) > 0.62 ? '#000' : '#fff');

const ramp = ({ name, steps }: (typeof ramps)[number]) => html`
  <div class="ramp" role="group" aria-label=${name}>
    <span>${name}</span>
    <div class="steps">
      ${steps.map(([step, value]) => html`<span class="step" style=${styleMap({ background: value.$value.hex, color: inkOn(value) })}>${step}</span>`)}
    </div>
  </div>
`;

const color = (name: string) => `color-${name}` as TokenName;
const short = (ratio: number) => (Math.floor(ratio * 10) / 10).toFixed(1);

interface Shown {
  readonly fronts: readonly string[];
  readonly behinds: readonly string[];
  /** The least contrast by WCAG 2.2: 4.5 for text, 3 for lines and icons. */
  readonly least: 3 | 4.5;
}

function cell(front: string, behind: string, least: Shown['least']): TemplateResult {
  const ratio = contrastOf(color(front), color(behind));
  const colors = { background: cssVariable(color(behind)), color: cssVariable(color(least === 3 ? 'text' : front)) };
  const mark =
    least === 3
      ? html`<span class="rule" style=${styleMap({ borderColor: cssVariable(color(front)) })}></span>`
      : html`<b aria-hidden="true">Aa</b>`;
  return html`<td>
    <div
      class="cell ${ratio < least ? 'low' : ''}"
      data-ratio=${ratio}
      data-least=${least}
      data-pair=${`${front} on ${behind}`}
      style=${styleMap(colors)}
    >
      ${mark}<span>${short(ratio)}</span>
    </div>
  </td>`;
}

const matrix = (name: string, { fronts, behinds, least }: Shown) =>
  wide(
    name,
    html`<table class="matrix">
      <caption class="unseen">
        ${name}
      </caption>
      <thead>
        <tr>
          <th scope="col">${least === 3 ? 'Line' : 'Text'}</th>
          ${behinds.map((behind) => html`<th scope="col"><code>${behind}</code></th>`)}
        </tr>
      </thead>
      <tbody>
        ${fronts.map(
          (front) =>
            html`<tr>
              <th scope="row"><code>${front}</code></th>
              ${behinds.map((behind) => cell(front, behind, least))}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );

const chip = (front: string, behind: string, edge: string, label: string) => {
  const ratio = contrastOf(color(front), color(behind));
  const colors = { background: cssVariable(color(behind)), color: cssVariable(color(front)), borderColor: cssVariable(color(edge)) };
  return html`<li>
    <span class="chip" data-ratio=${ratio} data-least="4.5" data-pair=${`${front} on ${behind}`} style=${styleMap(colors)}>
      <span>${label}</span><span>${short(ratio)}</span>
    </span>
  </li>`;
};

const avatar = (n: number) => {
  const ratio = contrastOf(color(`avatar-text-${n}`), color(`avatar-${n}`));
  const colors = { background: cssVariable(color(`avatar-${n}`)), color: cssVariable(color(`avatar-text-${n}`)) };
  return html`<li>
    <span class="avatar" data-ratio=${ratio} data-least="4.5" data-pair=${`avatar-text-${n} on avatar-${n}`} style=${styleMap(colors)}
      >${n}</span
    >
    <span class="quiet numeric">${short(ratio)}</span>
  </li>`;
};

const surfaces = ['canvas', 'surface', 'surface-raised', 'surface-sunken', 'surface-hover', 'surface-pressed', 'surface-selected'];
const meanings = ['info', 'success', 'warning', 'danger'];
const stages = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'purple'];

/** Ramps, and what stands before what, with the contrast that it has on this page in this theme and brand. */
export const colourPage = () =>
  sheet(
    'Colour',
    'A cool neutral ramp, one brand hue made from one token, and four meanings. Light and dark are drawn apart. The numbers are contrast ratios of the colours on this page: change theme and brand in the toolbar, and they are computed anew.',
    html`
      ${part('Ramps', 'The first tier. They are private: elements and pages use the names below.', html`<div class="ramps">${ramps.map(ramp)}</div>`)}
      ${part(
        'Text on surfaces',
        'At least 4.5:1.',
        matrix('Text on surfaces', {
          fronts: ['text', 'text-muted', 'text-subtle', 'brand-text', ...meanings.map((meaning) => `${meaning}-text`)],
          behinds: surfaces,
          least: 4.5,
        }),
      )}
      ${part(
        'Lines on surfaces',
        'Borders of controls, the focus ring and icons with a meaning: at least 3:1.',
        matrix('Lines on surfaces', {
          fronts: ['border-strong', 'focus', 'brand-border', ...meanings.map((meaning) => `${meaning}-border`)],
          behinds: surfaces.filter((surface) => surface !== 'surface-pressed'),
          least: 3,
        }),
      )}
      ${part(
        'Brand',
        'All made from --crm-color-brand.',
        html`<ul class="chips" role="list">
          ${chip('on-brand', 'brand', 'brand', 'Primary')} ${chip('on-brand', 'brand-hover', 'brand-hover', 'Under the pointer')}
          ${chip('on-brand', 'brand-active', 'brand-active', 'Pressed')} ${chip('brand-text', 'brand-soft', 'brand-border', 'Soft')}
          ${chip('brand-text', 'brand-soft-hover', 'brand-border', 'Soft, under the pointer')}
        </ul>`,
      )}
      ${part(
        'Meanings',
        'Each as a tint with text and edge, and as a full fill. Never the only sign.',
        html`<ul class="chips" role="list">
          ${meanings.map((meaning) => chip(`${meaning}-text`, `${meaning}-soft`, `${meaning}-border`, meaning))}
          ${meanings.map((meaning) => chip(`on-${meaning}-solid`, `${meaning}-solid`, `${meaning}-border`, `${meaning}, full`))}
        </ul>`,
      )}
      ${part(
        'Stages',
        'Tints with a strong edge.',
        html`<ul class="chips" role="list">
          ${stages.map((stage) => chip(`stage-${stage}-text`, `stage-${stage}-soft`, `stage-${stage}-edge`, stage))}
        </ul>`,
      )}
      ${part(
        'Avatars',
        'Twelve fixed hues, chosen by a hash of the id.',
        html`<ul class="chips round" role="list">
          ${Array.from({ length: 12 }, (_, i) => avatar(i + 1))}
        </ul>`,
      )}
    `,
  );
