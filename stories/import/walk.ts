import { userEvent, waitFor } from 'storybook/test';
import { find, findAll } from '../support/shadow.js';

/** An import whose files are all read. */
export async function readFiles(canvas: HTMLElement): Promise<HTMLElement> {
  const element = await find(canvas, 'crm-import');
  await waitFor(() => {
    if (findAll(element, '.file').length === 0 || findAll(element, 'progress').length > 0) throw new Error('Files are still read.');
  });
  return element;
}

/** … that asks where the columns go. */
export async function matchColumns(canvas: HTMLElement): Promise<HTMLElement> {
  const element = await readFiles(canvas);
  await userEvent.click(await find(element, '.next'));
  await find(element, '[part~=mapping]');
  return element;
}

/** … that shows what would be made. */
export async function checkPlan(canvas: HTMLElement): Promise<HTMLElement> {
  const element = await matchColumns(canvas);
  await userEvent.click(await find(element, '.next'));
  await find(element, '.start:not([aria-disabled])');
  return element;
}
