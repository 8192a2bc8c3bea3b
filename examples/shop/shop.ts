/** A small shop with navigation without reload, and a chat. */
import { products, productCategories, type SampleProduct } from '@crm-elements/sample-company';
import { formatMoney } from '@crm-elements/schema';
import 'crm-elements/define/chat-widget.js';
import 'crm-elements/define/provider.js';
import { demoDatabase, openDemoStore, type DemoWindow } from '@crm-elements/demo-store';

const page = document.querySelector<HTMLElement>('#page')!;
const goods: SampleProduct[] = Object.values(products);
let basket = 0;

type Child = Node | string;

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z]+/g, '-');
const price = (product: SampleProduct) => make('span', { className: 'price' }, formatMoney(product.price, 'en'));
const picture = (product: SampleProduct) => make('img', { src: product.picture, alt: '', width: 240, height: 240 });

function shelf(found: readonly SampleProduct[]): HTMLElement {
  const entries = found.map((product) =>
    make(
      'li',
      { className: 'good' },
      make(
        'a',
        { href: `#/lamp/${product.key}` },
        picture(product),
        make('span', { className: 'good-name' }, product.name),
        price(product),
      ),
    ),
  );
  return make('ul', { className: 'goods' }, ...entries);
}

function category(name: string): Child[] {
  const found = goods.filter((product) => slug(product.category) === name);
  return [make('h1', { className: 'lead' }, found[0]?.category ?? 'Nothing here'), shelf(found)];
}

function one(product: SampleProduct): Child[] {
  const add = make('button', { className: 'press main', type: 'button' }, 'Put into the basket');
  add.addEventListener('click', () => (document.querySelector('#basket-count')!.textContent = String(++basket)));
  const ask = make('button', { className: 'press', type: 'button' }, 'Ask about it');
  ask.addEventListener('click', () => document.querySelector('crm-chat-widget')?.open());
  return [
    make(
      'article',
      { className: 'one' },
      picture(product),
      make(
        'div',
        {},
        make('h1', {}, product.name),
        make('p', {}, price(product)),
        make('p', { className: 'description' }, product.description),
        make('div', { className: 'actions' }, add, ask),
      ),
    ),
  ];
}

/** What the address asks for. The chat stands outside, and stays through all of it. */
function show(): void {
  const [, kind, key = ''] = location.hash.split('/');
  const product = goods.find((candidate) => candidate.key === key);
  let content: Child[];
  if (kind === 'lamp' && product) content = one(product);
  else if (kind === 'category') content = category(key);
  else
    content = [
      make('h1', { className: 'lead' }, 'Lamps that last, and people who mend them.'),
      make('p', { className: 'under' }, `${goods.length} things made in a small workshop. Ask us anything: a person answers.`),
      shelf(goods),
    ];
  page.replaceChildren(...content);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a'))
    link.toggleAttribute('aria-current', link.hash === (location.hash || '#/'));
  document.title = `${product?.name ?? productCategories.find((name) => slug(name) === key) ?? 'Lamps that last'} · Mothwick`;
}

addEventListener('hashchange', () => {
  show();
  page.focus({ preventScroll: true });
  scrollTo(0, 0);
});
show();

const chat = document.createElement('crm-chat-widget');
chat.setAttribute('name', 'mothwick-shop');
chat.setAttribute('database', demoDatabase);

if (new URLSearchParams(location.search).has('demo')) {
  // Framed by the start page, which can get in the way between the chat and the store.
  const store = await openDemoStore();
  (window as DemoWindow).mothwick = store;
  const provider = document.createElement('crm-provider');
  provider.adapter = store.adapter;
  provider.append(chat);
  document.body.append(provider);
} else {
  document.body.append(chat);
}
