/** An import in a page, and what a person does with it. */
import { settled } from '../internal/testing/element-suite.test-helper.js';
import { pause } from '../internal/testing/held.test-helper.js';
import { deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import type { CrmImport } from './import.js';

export const make = (given: Partial<CrmImport>): CrmImport => Object.assign(document.createElement('crm-import'), given);

export class Person {
  readonly element: CrmImport;

  constructor(element: CrmImport) {
    this.element = element;
  }

  get text(): string {
    return visibleText(this.element);
  }

  find<E extends Element = HTMLElement>(selector: string): E {
    const found = deepQuery<E>(this.element, selector);
    if (!found) throw new Error(`There is no ${selector} in:\n${this.text}`);
    return found;
  }

  all<E extends Element = HTMLElement>(selector: string): E[] {
    return deepQueryAll<E>(this.element, selector);
  }

  /** A button, by what is on it or what it is called. */
  button(name: string): HTMLButtonElement {
    const found = this.all<HTMLButtonElement>('button').find(
      (button) =>
        (button.getAttribute('aria-label') ?? button.textContent).replace(/\s+/g, ' ').trim() === name && button.checkVisibility(),
    );
    if (!found) throw new Error(`There is no button “${name}” in:\n${this.text}`);
    return found;
  }

  async press(name: string): Promise<void> {
    const button = this.button(name);
    button.focus();
    button.click();
    await this.element.updateComplete;
  }

  async until(condition: () => boolean, what: string, atMostMs = 5_000): Promise<void> {
    for (const end = performance.now() + atMostMs; !condition(); await pause(20))
      if (performance.now() > end) throw new Error(`It did not come about: ${what}\n${this.text}`);
  }

  sees(text: string): Promise<void> {
    return this.until(() => this.text.includes(text), `“${text}” is seen`);
  }

  async choose(name: string, value: string): Promise<void> {
    const select = this.find<HTMLSelectElement>(`select[name="${name}"], select[aria-label="${name}"]`);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await this.element.updateComplete;
  }

  /** The select that stands in a label. */
  async select(label: string): Promise<HTMLSelectElement> {
    const find = () => this.all('label').find((one) => one.querySelector('.label')?.textContent.trim() === label);
    await this.until(() => find() !== undefined, `“${label}”`);
    return find()!.querySelector('select')!;
  }

  /** What is given to the browser to save. */
  async saves(act: () => Promise<unknown>): Promise<{ name: string; text: string }> {
    const createObjectURL = URL.createObjectURL.bind(URL);
    const blobs: Blob[] = [];
    let name = '';
    URL.createObjectURL = (blob: Blob) => {
      blobs.push(blob);
      return createObjectURL(blob);
    };
    // The link stands in no page, where a click could be heard.
    const pressed = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'click')!;
    Object.defineProperty(HTMLElement.prototype, 'click', {
      ...pressed,
      value(this: HTMLElement) {
        if (this instanceof HTMLAnchorElement && this.download !== '') name = this.download;
        else (pressed.value as () => void).call(this);
      },
    });
    try {
      await act();
      await this.until(() => blobs.length > 0 && name !== '', 'a file is saved');
      return { name, text: await blobs[0]!.text() };
    } finally {
      URL.createObjectURL = createObjectURL;
      Object.defineProperty(HTMLElement.prototype, 'click', pressed);
    }
  }

  /** Until all files are read. */
  async filesAreRead(): Promise<void> {
    await this.until(() => this.all('.file').length > 0 && this.all('progress').length === 0, 'all files are read');
  }

  /** From chosen files to the check of what would be made. */
  async toPreview(): Promise<void> {
    await this.filesAreRead();
    await this.press('Next');
    await this.until(() => this.text.includes('Match the columns') || this.text.includes('Check what will be made'), 'the next step');
    if (this.text.includes('Match the columns')) {
      if (this.all('select[name=currency]').length > 0) await this.choose('currency', 'USD');
      await this.press('Next');
    }
    await this.until(() => this.all('[part~=counts]').length > 0 || this.text.includes('nothing new'), 'the plan');
    await settled(this.element);
  }

  async importAll(): Promise<void> {
    await this.toPreview();
    this.find('.start').click();
    await this.until(() => this.find('#step').textContent.trim() === 'Imported', 'the report');
    await settled(this.element);
  }
}
