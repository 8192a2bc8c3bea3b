import type { CrmClient, CrmError } from '@crm-elements/data';
import type { Actor } from '@crm-elements/schema';
import { createContext } from '@lit/context';

/** What elements find above them, or on the page. */
export interface CrmContext {
  /** Undefined as long as the store opens. */
  readonly client: CrmClient | undefined;
  /** Why there is no client. */
  readonly failure: CrmError | undefined;
  /** Nothing may be changed. */
  readonly readonly: boolean;
  /** Opens again after a failure. */
  readonly retry: () => void;
  /** Whoever sits here acts as this from now on. Undefined where the page has decided it. */
  readonly chooseActor: ((actor: Actor) => void) | undefined;
}

/** The same key in every copy of this code, so that two bundles on a page agree. */
export const crmContext = createContext<CrmContext | undefined>(Symbol.for('@crm-elements/client'));
