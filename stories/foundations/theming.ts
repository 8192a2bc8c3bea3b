import 'crm-elements/define/chat-widget.js';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/deal-card.js';
import { html } from 'lit';
import { greeting, visitors } from '../chat-widget/shop.js';
import { people } from '../contact-card/people.js';
import { fullDeal } from '../pipeline-board/deals.js';
import type { Stage } from '../support/stage.js';
import type { Density } from '../support/story.js';
import { part, sheet } from './sheet.js';
import './theming.css';

const fonts = [
  { name: 'The page’s', family: '' },
  { name: 'Serif', family: 'Georgia, serif' },
  { name: 'Monospace', family: 'ui-monospace, monospace' },
] as const;

/** The style sheet that makes what is chosen. */
function linesOf(chosen: FormData): string {
  const [brand, radius, font, theme] = ['brand', 'radius', 'font', 'theme'].map((name) => chosen.get(name) as string);
  const lines = [
    theme ? `color-scheme: ${theme};` : '',
    `--crm-color-brand: ${brand};`,
    radius === '1' ? '' : `--crm-radius-scale: ${radius};`,
    font ? `--crm-font-family: ${font};` : '',
  ];
  return `.support {\n${lines
    .filter(Boolean)
    .map((line) => `  ${line}`)
    .join('\n')}\n}`;
}

/** Puts what the form says on the part of the page that stands for a host, and shows the lines for it. */
function apply(form: HTMLFormElement): void {
  const page = form.closest('.sheet')!;
  const result = page.querySelector<HTMLElement>('.result')!;
  const chosen = new FormData(form);
  const lines = linesOf(chosen);
  result.style.cssText = lines.slice(lines.indexOf('{') + 1, -1);
  page.querySelector('pre')!.textContent = lines;
  for (const element of result.querySelectorAll('[density]')) element.setAttribute('density', chosen.get('density') as Density);
}

const onInput = ({ currentTarget }: Event) => apply(currentTarget as HTMLFormElement);

/** What one token does, tried on elements. */
export const themingPage = (density: Density, stage: Stage) =>
  sheet(
    'Theming',
    'One token makes the brand. A few more make the rest; they are set on any ancestor, in the page’s own style sheet, and nothing has to be built.',
    html`
      <div class="theming">
        ${part(
          'Try it',
          '',
          html`<form class="controls" aria-label="Theme" @input=${onInput}>
            <label>Brand<input type="color" name="brand" value="#5156b8" /></label>
            <label>Corners<input type="range" name="radius" min="0" max="2" step="0.2" value="1" /></label>
            <label
              >Font<select name="font">
                ${fonts.map(({ name, family }) => html`<option value=${family}>${name}</option>`)}
              </select></label
            >
            <label
              >Theme<select name="theme">
                <option value="">As the page</option>
                <option value="light">Light</option>
                <option value="dark">Dark</option>
              </select></label
            >
            <label
              >Density<select name="density">
                ${(['comfortable', 'compact'] as const).map((one) => html`<option value=${one} ?selected=${one === density}>${one}</option>`)}
              </select></label
            >
          </form>`,
        )}
        <section aria-label="Result">
          <div class="result crm-theme">
            <div>
              <crm-contact-card contact-id=${people.giulia} density=${density}></crm-contact-card>
              <crm-deal-card deal-id=${fullDeal.id} density=${density}></crm-deal-card>
            </div>
            <crm-chat-widget inline name="theming" .port=${stage.portOf(visitors.somebody)} .greeting=${greeting}></crm-chat-widget>
          </div>
        </section>
        ${part(
          'The lines for it',
          'Nothing else is needed.',
          html`<pre tabindex="0" aria-label="Style sheet">
.support {
  --crm-color-brand: #5156b8;
}</pre>`,
        )}
      </div>
    `,
  );
