import { createLocalPort, toCrmError, type ConversationPort, type CrmError, type DataAdapter } from '@crm-elements/data';
import { ContextEvent } from '@lit/context';
import { crmContext, type CrmContext } from '../provider/crm-context.js';
import { openCrmDatabase } from '../provider/crm-database.js';

/** Workspace stores that chats on this page opened for themselves, by the names of their databases. */
const shared = new Map<string, { adapter: Promise<DataAdapter>; users: number }>();

/** How long a store that no chat uses stays open, in milliseconds. */
const unusedMs = 1_000;

function borrow(database: string): { adapter: Promise<DataAdapter>; giveBack: () => void } {
  const store = shared.get(database) ?? { adapter: openCrmDatabase(database), users: 0 };
  shared.set(database, store);
  store.users++;
  const giveBack = () => {
    store.users--;
    setTimeout(() => {
      if (store.users > 0 || shared.get(database) !== store) return;
      shared.delete(database);
      void store.adapter.then((adapter) => adapter.close()).catch(() => undefined);
    }, unusedMs);
  };
  return { adapter: store.adapter, giveBack };
}

let explained = false;

/** Says once where messages go as long as no server is set. */
function explain(port: ConversationPort): void {
  if (explained || port.reach !== 'device') return;
  explained = true;
  console.info(
    'crm-elements: the chat writes to this browser’s own store, so messages stand at "Saved on this device" until an inbox in this browser takes them. To reach a server, set the "port" property of <crm-chat-widget> to a ConversationPort.',
  );
}

export interface WorkspaceListener {
  port(port: ConversationPort): void;
  failed(error: CrmError): void;
}

/**
 * The port of a chat whose page sets none: over the store of the `<crm-provider>` around it, or over the page's own database. Called again
 * when the provider's client changes. Returns the end of it.
 */
export function connectWorkspace(
  host: Element,
  { database, visitorId }: { database: string; visitorId: string },
  listener: WorkspaceListener,
): () => void {
  let ended = false;
  let port: ConversationPort | undefined;
  let adapter: DataAdapter | undefined;
  const ends: (() => void)[] = [];

  const over = (found: DataAdapter) => {
    if (ended || found === adapter) return;
    adapter = found;
    void port?.close();
    port = createLocalPort({ adapter: found }, { visitorId });
    explain(port);
    listener.port(port);
  };
  const fail = (error: unknown) => {
    if (!ended) listener.failed(toCrmError(error));
  };

  let provided = false;
  const hear = (context: CrmContext | undefined, unsubscribe?: () => void) => {
    if (ended) return void unsubscribe?.();
    if (!provided && unsubscribe) ends.push(unsubscribe);
    provided = true;
    if (context?.client) over(context.client.adapter);
    else if (context?.failure) fail(context.failure);
  };
  host.dispatchEvent(new ContextEvent(crmContext, host, hear, true));
  if (!provided) {
    const { adapter: own, giveBack } = borrow(database);
    ends.push(giveBack);
    own.then(over, fail);
  }
  return () => {
    ended = true;
    for (const end of ends) end();
    void port?.close();
  };
}
