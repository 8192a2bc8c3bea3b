import { cssVariable, tokens, type TokenName } from '@crm-elements/tokens';
import { html } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { part, sheet } from './sheet.js';
import './type.css';

const sizes = [
  ['font-size-2xl', 'font-weight-semibold', 'line-height-tight', 'Sales pipeline'],
  ['font-size-xl', 'font-weight-semibold', 'line-height-tight', 'Ana Díaz'],
  ['font-size-lg', 'font-weight-regular', 'line-height-normal', 'What can we mend for you?'],
  [
    'font-size-md',
    'font-weight-regular',
    'line-height-normal',
    'The shade came with a dent. Could you send another, before the weekend if that is possible?',
  ],
  ['font-size-sm', 'font-weight-medium', 'line-height-normal', 'Shade with a dent · Ana Díaz · waiting 2 hours'],
  ['font-size-xs', 'font-weight-regular', 'line-height-normal', 'Delivered · 09:30'],
] as const satisfies readonly (readonly [TokenName, TokenName, TokenName, string])[];

const specimen = ([size, weight, height, text]: (typeof sizes)[number]) => html`
  <div class="specimen">
    <div>
      <code>${size.replace('font-', '')}</code>
      <span class="quiet">${tokens[size].light}</span>
      <p class="quiet"><bdi>${tokens[size].description}</bdi></p>
    </div>
    <p style=${styleMap({ fontSize: cssVariable(size), fontWeight: cssVariable(weight), lineHeight: cssVariable(height) })}>
      <bdi>${text}</bdi>
    </p>
  </div>
`;

const weights = ['font-weight-regular', 'font-weight-medium', 'font-weight-semibold'] as const;

const sums = ['€ 1,111.00', '€ 48,250.00', '€ 907.50'];
const figures = (name: string, className: string) => html`
  <table>
    <caption class="unseen">
      ${name}
    </caption>
    <thead>
      <tr>
        <th scope="col">${name}</th>
      </tr>
    </thead>
    <tbody>
      ${sums.map(
        (sum) =>
          html`<tr>
            <td class=${className}><bdi>${sum}</bdi></td>
          </tr>`,
      )}
    </tbody>
  </table>
`;

const languages = [
  { lang: 'en', dir: 'ltr', name: 'Every lamp comes back', text: 'Mended, cleaned and wired anew, with a note on what was done.' },
  {
    lang: 'de',
    dir: 'ltr',
    name: 'Lampenschirmwiederherstellung',
    text: 'Repariert, gereinigt und neu verkabelt, mit einer Notiz über alles, was gemacht wurde.',
  },
  { lang: 'ar', dir: 'rtl', name: 'كل مصباح يعود إليك', text: 'مُصلَحًا ومنظَّفًا وبأسلاك جديدة، مع ملاحظة عمّا جرى.' },
] as const;

/** Sizes, weights and figures, in the typeface that the page hands down. */
export const typePage = () =>
  sheet(
    'Type',
    'Elements take the font of the page around them. Six sizes and three weights, from 12 to 24 px; nothing is measured in rem, so a page’s own root size changes nothing here.',
    html`
      ${part('Sizes', '', html`<div class="specimens">${sizes.map(specimen)}</div>`)}
      ${part(
        'Weights',
        '',
        html`<ul class="weights" role="list">
          ${weights.map((weight) => html`<li style=${styleMap({ fontWeight: cssVariable(weight) })}><bdi>${weight.replace('font-weight-', '')} ${tokens[weight].light}</bdi></li>`)}
        </ul>`,
      )}
      ${part(
        'Figures',
        'Money, counts and times stand in tabular figures, so that a column can be read down.',
        html`<div class="figures">${figures('Tabular, as elements show them', 'numeric')} ${figures('Proportional', '')}</div>`,
      )}
      ${part(
        'Languages',
        'In these stories: Inter, and Noto Sans Arabic beside it. Text of people runs in its own direction.',
        html`<ul class="languages" role="list">
          ${languages.map(
            ({ lang, dir, name, text }) =>
              html`<li lang=${lang} dir=${dir}>
                <b>${name}</b>
                <p>${text}</p>
              </li>`,
          )}
        </ul>`,
      )}
    `,
  );
