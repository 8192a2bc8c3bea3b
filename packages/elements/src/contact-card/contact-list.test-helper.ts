import type { CrmClient } from '@crm-elements/data';
import { sendKeys } from '@web/test-runner-commands';
import { pause } from '../internal/testing/held.test-helper.js';
import { deepQuery, deepQueryAll } from '../internal/testing/texts.test-helper.js';
import { fillCompany } from './contact-card.test-helper.js';

/** Ana of Acme, and some more people. */
export async function fillPeople(client: CrmClient): Promise<void> {
  await fillCompany(client);
  await client.contacts.createMany([
    { id: 'ben', fullName: 'Ben Okafor', jobTitle: 'Cook', lifecycleStage: 'lead', ownerId: 'agent-jon', companyId: 'company-nord' },
    { id: 'cem', emails: ['cem@posta.example'], lifecycleStage: 'lead', tags: ['Wholesale'] },
    { id: 'zoe', fullName: 'Zoë Ålund', jobTitle: 'Baker', lifecycleStage: 'customer' },
  ]);
}

/** Waits until something has come about. @throws Error with what it was */
export async function waitFor(condition: () => boolean, what: string | (() => string) = 'what was waited for'): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (condition()) return;
    await pause(20);
  }
  throw new Error(`It did not come about: ${typeof what === 'string' ? what : what()}`);
}

/** What a selector finds in a part of the list, through its shadow roots. */
export const within = <E extends Element = HTMLElement>(list: HTMLElement, tag: string, selector: string): E[] => {
  const part = deepQuery(list, tag);
  return part ? deepQueryAll<E>(part, selector) : [];
};

/** Presses a button of the list, and waits for what it opens in one of its parts. */
export async function openAt(list: HTMLElement, button: string, tag: string, opened: string): Promise<void> {
  await waitFor(() => deepQuery(list, button) !== undefined, button);
  deepQuery(list, button)!.click();
  await waitFor(() => within(list, tag, opened)[0]?.checkVisibility() === true, `${opened} in ${tag}`);
}

/** A key, with others held down before it: `Control+Shift+z`. */
export async function press(keys: string): Promise<void> {
  const held = keys.split('+');
  const key = held.pop()!;
  for (const down of held) await sendKeys({ down });
  await sendKeys({ press: key });
  for (const up of held.reverse()) await sendKeys({ up });
}
