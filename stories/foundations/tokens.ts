import { cssVariable, tokenNames, tokens, type Token, type TokenName } from '@crm-elements/tokens';
import { html, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { part, sheet, wide } from './sheet.js';
import './tokens.css';

const block = (className: string, styles: Record<string, string>) => html`<span class=${className} style=${styleMap(styles)}></span>`;

/** What a token looks like, where it looks like anything. */
function picture(name: TokenName, { type }: Token): TemplateResult | typeof nothing {
  const value = cssVariable(name);
  if (type === 'color') return block('swatch', { background: value });
  if (type === 'shadow') return block('box', { boxShadow: value, borderColor: 'transparent', borderRadius: cssVariable('radius-card') });
  if (name.startsWith('radius-') && type === 'dimension') return block('box', { borderRadius: value });
  if (/^(space|size|row)-/.test(name)) return block('bar', { inlineSize: value });
  if (name.startsWith('font-size')) return html`<span style=${styleMap({ fontSize: value })}>Ag</span>`;
  if (name.startsWith('font-weight')) return html`<span style=${styleMap({ fontWeight: value })}>Ag</span>`;
  if (name.startsWith('font-family')) return html`<span style=${styleMap({ fontFamily: value })}>Ag 128</span>`;
  return nothing;
}

const modes = ['dark', 'contrast', 'dark-contrast', 'compact', 'reduced-motion'] as const;
const modeNames: Readonly<Record<(typeof modes)[number], string>> = {
  dark: 'dark',
  contrast: 'more contrast',
  'dark-contrast': 'dark, more contrast',
  compact: 'compact',
  'reduced-motion': 'less motion',
};

const values = (token: Token) => html`
  <code>${token.light}</code>
  ${modes.map((mode) => {
    const value = token[mode];
    return value === undefined || value === token.light
      ? nothing
      : html` <span class="mode">· ${modeNames[mode]} <code>${value}</code></span>`;
  })}
`;

const table = (title: string, names: readonly TokenName[]) =>
  wide(
    `Tokens: ${title}`,
    html`<table class="tokens">
      <caption class="unseen">
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col"><span class="unseen">Picture</span></th>
          <th scope="col">Property</th>
          <th scope="col">Value</th>
          <th scope="col">For</th>
        </tr>
      </thead>
      <tbody>
        ${names.map(
          (name) =>
            html`<tr>
              <td class="picture">${picture(name, tokens[name])}</td>
              <th scope="row"><code>--crm-${name}</code></th>
              <td>${values(tokens[name])}</td>
              <td class="meaning"><bdi>${tokens[name].description}</bdi></td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  );

/** In the order of the page; a token stands in the first group that takes it. */
const groups: readonly { title: string; note: string; takes: RegExp }[] = [
  { title: 'Brand', note: 'Set the first, and the others follow.', takes: /^color-(brand|on-brand)/ },
  { title: 'Surfaces', note: 'What things lie on.', takes: /^color-(canvas|surface)/ },
  { title: 'Text and lines', note: '', takes: /^color-(text|border|focus|backdrop|skeleton)/ },
  { title: 'Meanings', note: '', takes: /^color-(on-)?(info|success|warning|danger)/ },
  { title: 'Stages', note: '', takes: /^color-stage/ },
  { title: 'Avatars', note: '', takes: /^color-avatar/ },
  { title: 'Type', note: '', takes: /^(font|line-height)/ },
  { title: 'Space', note: 'A grid of 4 px.', takes: /^space/ },
  { title: 'Shape', note: 'All radii are multiplied by --crm-radius-scale.', takes: /^(radius|border-width)/ },
  { title: 'Size', note: 'density="compact" on an element takes the compact ones.', takes: /^(size|row)/ },
  { title: 'Shadow', note: 'For what floats.', takes: /^shadow/ },
  { title: 'Motion', note: 'None under reduced motion.', takes: /^(duration|ease)/ },
  { title: 'Focus', note: '', takes: /./ },
];

const groupOf = (name: TokenName) => groups.find(({ takes }) => takes.test(name));

/** Every public token, with what it is for. */
export const tokensPage = () =>
  sheet(
    'Tokens',
    `${tokenNames.length} custom properties make the look. Set them on any ancestor of an element; elements bring the values shown here with them.`,
    groups.map((group) =>
      part(
        group.title,
        group.note,
        table(
          group.title,
          tokenNames.filter((name) => groupOf(name) === group),
        ),
      ),
    ),
  );
