/** The start page: a shop and its back office side by side, ways to break them, and ways to dress them. */
import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { createClient } from '@crm-elements/data';
import { demoDatabase, type DemoWindow, type Trouble } from '@crm-elements/demo-store';
import { sampleAgents } from '@crm-elements/sample-company';

const find = <E extends Element>(selector: string) => document.querySelector<E>(selector)!;
const frames = () => [...document.querySelectorAll('iframe')];
const said = find<HTMLElement>('#said');

// Breaking it

let trouble: Trouble = 'none';
const explained: Readonly<Record<Trouble, string>> = {
  none: 'All is well again: what waited is on its way.',
  offline: 'The shop and the back office cannot reach the store. Go on writing.',
  full: 'The store has no room left. Reading goes on; nothing is half-written.',
  slow: 'Everything takes two seconds longer.',
};

function tellFrames(): void {
  for (const frame of frames()) {
    const page: DemoWindow | null = frame.contentWindow;
    page?.mothwick?.trouble(trouble);
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-trouble]')) {
  button.addEventListener('click', () => {
    const kind = button.dataset['trouble'] as Trouble;
    trouble = trouble === kind ? 'none' : kind;
    for (const other of document.querySelectorAll('[data-trouble]'))
      other.setAttribute('aria-pressed', String((other as HTMLElement).dataset['trouble'] === trouble));
    tellFrames();
    said.textContent = explained[trouble];
  });
}

find('#kill').addEventListener('click', () => {
  // Its page ends between one moment and the next, as when a tab crashes; a new one opens in its place.
  const old = find<HTMLIFrameElement>('#shop');
  const fresh = old.cloneNode() as HTMLIFrameElement;
  old.replaceWith(fresh);
  prepare(fresh);
  said.textContent = 'The shop’s page is gone, and opened again. What the customer had typed is still there.';
});

const store = createDexieAdapter({ name: demoDatabase });

find('#other-agent').addEventListener('click', () => {
  void (async () => {
    const jonas = createClient(store, { actor: { kind: 'agent', id: sampleAgents.jonas.id } });
    const { records } = await jonas.tickets.list({
      where: { category: 'open' },
      sort: [{ by: 'lastActivityAt', direction: 'desc' }],
      limit: 1,
    });
    const open = find<HTMLIFrameElement>('#office').contentDocument?.querySelector('crm-ticket-inbox')?.getAttribute('ticket-id');
    const ticketId = open ?? records[0]?.id;
    if (!ticketId) {
      said.textContent = 'There is no open conversation to answer.';
      return;
    }
    await jonas.replyToTicket({ ticketId, text: 'Jonas here. I have your lamp on my bench and will write this afternoon.' });
    said.textContent =
      'Jonas has answered the conversation that is open in the inbox. Look at what the inbox says before it sends another answer.';
  })().catch((error: unknown) => (said.textContent = `That did not work: ${error instanceof Error ? error.message : String(error)}`));
});

find('#start-over').addEventListener('click', () => {
  void (async () => {
    for (const frame of frames()) frame.contentWindow?.location.replace('about:blank');
    await store.destroy();
    for (const { name } of await indexedDB.databases()) if (name?.startsWith('crm-device-mothwick')) indexedDB.deleteDatabase(name);
    for (const key of Object.keys(localStorage)) if (key.includes('mothwick')) localStorage.removeItem(key);
    location.reload();
  })();
});

// Counting what the chat does before anybody opens it

let opened = false;

async function count(): Promise<void> {
  const shop = find<HTMLIFrameElement>('#shop').contentWindow;
  if (!shop || opened) return;
  const entries = (shop as Window & typeof globalThis).performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  // The launcher came with the page; whatever else is the chat's would show by its name.
  const ofTheChat = entries.filter(({ name }) => /chat-(panel|session|log)|device-store/.test(name));
  find('#requests').textContent = String(ofTheChat.length);
  find('#keys').textContent = String(
    Object.keys(shop.localStorage).filter((key) => key.startsWith('crm-chat') || key.startsWith('crm-device')).length,
  );
  find('#databases').textContent = String((await indexedDB.databases()).filter(({ name }) => name?.startsWith('crm-device')).length);
  find('#cookies').textContent = String(document.cookie ? document.cookie.split(';').length : 0);
}

function prepare(frame: HTMLIFrameElement): void {
  frame.addEventListener('load', () => {
    dress();
    // Its program goes on after the page has loaded: the store is opened first.
    setTimeout(tellFrames, 1_000);
    frame.contentDocument?.addEventListener('crm-chat-open', () => (opened = true));
  });
}
setInterval(() => void count(), 1_000);

// Dressing it

const form = find<HTMLFormElement>('#dress');

function dress(): void {
  const data = new FormData(form);
  const text = (name: string) => data.get(name) as string;
  const lines = [`--crm-color-brand: ${text('brand')};`, `--crm-radius-scale: ${text('radius')};`, `color-scheme: ${text('theme')};`];
  for (const document_ of [document, ...frames().map((frame) => frame.contentDocument)]) {
    const root = document_?.documentElement;
    if (!root) continue;
    root.style.setProperty('--crm-color-brand', text('brand'));
    root.style.setProperty('--crm-radius-scale', text('radius'));
    root.style.colorScheme = text('theme');
    if (document_ !== document) root.dir = text('direction');
    for (const element of root.querySelectorAll('crm-ticket-inbox, crm-pipeline-board, crm-contact-card, crm-contact-list'))
      element.setAttribute('density', text('density'));
  }
  find('#css').textContent =
    `:root {\n${lines.map((line) => `  ${line}`).join('\n')}\n}\n/* <html dir="${text('direction')}">, <crm-ticket-inbox density="${text('density')}"> */`;
}

form.addEventListener('input', dress);
form.addEventListener('submit', (event) => event.preventDefault());
find('#copy-css').addEventListener('click', () => {
  navigator.clipboard.writeText(find('#css').textContent).then(
    () => (said.textContent = 'Copied.'),
    () => (said.textContent = 'The browser did not allow copying: select the lines instead.'),
  );
});
dress();
frames().forEach(prepare);
