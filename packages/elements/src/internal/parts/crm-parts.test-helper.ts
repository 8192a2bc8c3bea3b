import { css, LitElement } from 'lit';
import { define } from '../../define/define.js';
import { base, content, tokens } from '../styles/base.js';
import { buttons } from '../styles/buttons.js';
import { CrmDialog } from './crm-dialog.js';
import { CrmMenu } from './crm-menu.js';
import { CrmPopover } from './crm-popover.js';
import { CrmTagInput } from './crm-tag-input.js';
import { CrmTooltip } from './crm-tooltip.js';

define('crm-menu', CrmMenu);
define('crm-dialog', CrmDialog);
define('crm-popover', CrmPopover);
define('crm-tooltip', CrmTooltip);
define('crm-tag-input', CrmTagInput);

/** An element that holds parts in its root as the public ones do. */
export class TestOwner extends LitElement {
  static override styles = [
    tokens,
    base,
    content,
    buttons,
    css`
      :host {
        display: block;
      }
    `,
  ];

  part_<E extends Element = HTMLElement>(selector: string): E {
    return this.renderRoot.querySelector<E>(selector)!;
  }

  get focused(): Element | null {
    return this.shadowRoot!.activeElement;
  }
}

const nextFrame = () => new Promise(requestAnimationFrame);

/** Until updates and the animations of opening are over. */
export async function settled(...elements: LitElement[]): Promise<void> {
  for (const element of elements) await element.updateComplete;
  await nextFrame();
  const running = elements.flatMap(({ shadowRoot }) => shadowRoot!.getAnimations()).map(({ finished }) => finished.catch(() => undefined));
  await Promise.all(running);
  await nextFrame();
}

export const middle = (element: Element): [number, number] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};
