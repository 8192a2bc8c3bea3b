import { html } from 'lit';
import './icons.css';
import { part, sheet } from './sheet.js';

/** The shapes are the elements' own and no part of what their package exports: this page reads the source. */
const [icons = {}] = Object.values(
  import.meta.glob<Record<string, string>>('../../packages/elements/src/internal/icons.ts', { eager: true }),
);

const picture = (path: string, size: number) => html`
  <svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true"><path d=${path}></path></svg>
`;

/** Every icon that elements draw. */
export const iconsPage = () =>
  sheet(
    'Icons',
    'Shapes of Lucide (ISC License), at 16 and 20 px with a stroke of 1.75. An icon stands beside a word, or its control has a name: it never speaks alone.',
    part(
      `${Object.keys(icons).length} icons`,
      'Each is one path, imported by name, so that a page pays for those that it shows.',
      html`<ul class="icons" role="list">
        ${Object.entries(icons).map(
          ([name, path]) =>
            html`<li>
              <span class="sizes">${picture(path, 16)} ${picture(path, 20)}</span>
              <code>${name}</code>
            </li>`,
        )}
      </ul>`,
    ),
  );
