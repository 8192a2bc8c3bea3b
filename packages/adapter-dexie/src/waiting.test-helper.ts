import { CrmError, type DataAdapter, type StoreState } from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';

export const contact = (id: string, fullName = 'Ada') => createOperation('contacts', { id, fullName });

/** The states that an adapter goes through from now on. */
export function statesOf(adapter: DataAdapter): StoreState[] {
  const states: StoreState[] = [];
  adapter.onStatus(({ state }) => states.push(state));
  return states;
}

/** Waits until something holds, three seconds at most. */
export async function until(holds: () => unknown): Promise<void> {
  for (let wait = 0; !(await holds()); wait++) {
    if (wait > 1_500) throw new Error(`It did not come: ${String(holds)}`);
    await new Promise((done) => setTimeout(done, 2));
  }
}

/** The error that a call is refused with. */
export async function refused(call: Promise<unknown>): Promise<CrmError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CrmError) return error;
    throw error;
  }
  throw new Error('The call was not refused.');
}
