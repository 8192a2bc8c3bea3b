import { expect, fixture, nextFrame } from '@open-wc/testing';
import { emulateMedia, resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { css, html, LitElement } from 'lit';
import { itNeeds } from '../../../../../tools/test-support.js';
import { define } from '../../define/define.js';
import { countHeld, pause } from '../testing/held.test-helper.js';
import { showAnchored, anchoredStyles } from './anchored.js';
import { ClockController, Ticker } from './clock.js';
import { openLayer, type DismissReason } from './dismissible.js';
import { deepActiveElement, deepContains, firstField } from './focus.js';
import { MediaController } from './media.js';
import { PointerDrag } from './pointer-drag.js';
import { WidthController } from './resize.js';
import { RovingFocus, type RovingOptions } from './roving-focus.js';
import { styled } from './styled.js';

class TestRoving extends LitElement {
  keys = ['ana', 'bea', 'carl', 'carla'];
  columns = 1;
  /** How many entries are rendered, from the first. */
  shown = 100;
  options: Partial<RovingOptions> = {};
  roving!: RovingFocus;
  active: unknown[] = [];
  override connectedCallback() {
    this.roving ??= new RovingFocus(this, {
      count: () => this.keys.length,
      keyAt: (index) => this.keys[index],
      columns: () => this.columns,
      onActive: (key, column) => this.active.push([key, column]),
      ...this.options,
    });
    super.connectedCallback();
  }
  override render() {
    return html`<div @keydown=${this.roving.onKeydown} @focusin=${this.roving.onFocusin}>
      ${this.keys
        .slice(0, this.shown)
        .map(
          (key) =>
            html`<div data-key=${key} tabindex=${this.roving.tabIndex(key)}>
              ${key}${
                this.columns > 1
                  ? [1, 2].map(
                      (column) => html`<button data-column=${column} tabindex=${this.roving.tabIndex(key, column)}>${column}</button>`,
                    )
                  : ''
              }<input tabindex="-1" aria-label="x" />
            </div>`,
        )}
    </div>`;
  }
  get focused(): string | undefined {
    const active = this.shadowRoot!.activeElement as HTMLElement | null;
    const key = active?.closest<HTMLElement>('[data-key]')?.dataset['key'];
    return active?.dataset['column'] ? `${key} ${active.dataset['column']}` : key;
  }
  get stops(): number {
    return this.renderRoot.querySelectorAll('[tabindex="0"]').length;
  }
}
define('test-roving', TestRoving);

async function press(element: LitElement, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await sendKeys({ press: key });
    await element.updateComplete;
    await element.updateComplete;
  }
}

async function roving(settings: Partial<TestRoving> = {}): Promise<TestRoving> {
  const parent = await fixture(html`<div></div>`);
  const element = Object.assign(document.createElement('test-roving') as TestRoving, settings);
  parent.append(element);
  await element.updateComplete;
  return element;
}

describe('RovingFocus', () => {
  it('is one tab stop, the first entry at first', async () => {
    // Fails when each entry is a tab stop of its own, or none is before anything had focus.
    const element = await roving();
    expect(element.stops).to.equal(1);
    await sendKeys({ press: 'Tab' });
    expect(element.focused).to.equal('ana');
  });

  it('moves by keys, and the tab stop with it', async () => {
    // Fails when focus moves and the tab stop stays, or a move is told twice: by the key and by the focus that follows.
    const element = await roving();
    element.roving.focus();
    await press(element, 'ArrowDown', 'ArrowDown');
    expect(element.focused).to.equal('carl');
    await press(element, 'End');
    expect(element.focused).to.equal('carla');
    expect(element.stops).to.equal(1);
    expect(element.roving.key).to.equal('carla');
    expect(element.active).to.deep.equal([
      ['ana', 0],
      ['bea', 0],
      ['carl', 0],
      ['carla', 0],
    ]);
  });

  it('moves in the cells of a grid, mirrored right to left', async () => {
    // Fails when the column is lost on the way down, Home leaves the row, or the direction is read before the key is pressed.
    const element = await roving({ columns: 3 });
    element.roving.focus();
    await press(element, 'ArrowRight', 'ArrowRight', 'ArrowDown');
    expect(element.focused).to.equal('bea 2');
    await press(element, 'Home');
    expect(element.focused).to.equal('bea');
    element.dir = 'rtl';
    await press(element, 'ArrowLeft');
    expect(element.focused).to.equal('bea 1');
  });

  it('stays with the entry when others come before it', async () => {
    // Fails when the tab stop is kept by index instead of by key.
    const element = await roving();
    element.roving.focus('bea');
    await element.updateComplete;
    element.keys = ['new', 'newer', ...element.keys];
    element.requestUpdate();
    await element.updateComplete;
    expect(element.roving.key).to.equal('bea');
    expect(element.roving.index).to.equal(3);
  });

  it('goes to the neighbour of an entry that is gone', async () => {
    // Fails when a key that is gone sends the tab stop to the first entry, or leaves it beyond the last.
    const element = await roving();
    element.roving.focus('carl');
    await element.updateComplete;
    element.keys = ['ana', 'bea', 'carla'];
    expect(element.roving.key).to.equal('carla');
    element.keys = ['ana'];
    expect(element.roving.key).to.equal('ana');
    element.keys = [];
    expect(element.roving.index).to.equal(-1);
    expect(element.roving.key).to.equal(undefined);
  });

  it('follows a click', async () => {
    // Fails when the tab stop moves by keys only, or a cell that takes focus makes its row the tab stop.
    const element = await roving({ columns: 3 });
    element.renderRoot.querySelector<HTMLElement>('[data-key=carl] [data-column="2"]')!.focus();
    await element.updateComplete;
    expect([element.roving.key, element.roving.column]).to.deep.equal(['carl', 2]);
    expect(element.stops).to.equal(1);
  });

  it('leaves the arrows to a text field', async () => {
    // Fails when the caret of a field inside an entry cannot be moved, because the keys lead to other entries.
    const element = await roving();
    element.renderRoot.querySelector<HTMLElement>('[data-key=bea] input')!.focus();
    await press(element, 'ArrowDown');
    expect(element.focused).to.equal('bea');
  });

  it('finds by letters', async () => {
    // Fails when letters are not looked for, or the same one again finds the entry it is on.
    const element = await roving({ options: { text: (index) => ['Ana', 'Bea', 'Carl', 'Carla'][index]! } });
    element.roving.focus();
    await press(element, 'c');
    expect(element.focused).to.equal('carl');
    await press(element, 'c');
    expect(element.focused).to.equal('carla');
  });

  it('brings an entry into sight that is not rendered, and focuses it then', async () => {
    // Fails when the wish for focus is dropped because the entry has no node yet.
    const revealed: number[] = [];
    const element = await roving({ shown: 2, options: { reveal: (index) => revealed.push(index) } });
    element.roving.focus();
    await press(element, 'End');
    expect(revealed.at(-1)).to.equal(3);
    expect(element.focused).to.equal('ana');
    element.shown = 4;
    element.requestUpdate();
    await element.updateComplete;
    expect(element.focused).to.equal('carla');
  });
});

/** Things that are open, in the order of opening. */
function layers() {
  const said: string[] = [];
  const releases: (() => void)[] = [];
  return {
    said,
    open(name: string, element: HTMLElement, { light = true, opener }: { light?: boolean; opener?: HTMLElement } = {}, open = openLayer) {
      const release = open({
        element,
        opener,
        light,
        dismiss: (reason: DismissReason) => {
          said.push(`${name} ${reason}`);
          release();
        },
      });
      releases.push(release);
      return release;
    },
    end: () => releases.forEach((release) => release()),
  };
}

const clickAt = async (element: Element) => {
  const { left, top } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left) + 5, Math.round(top) + 5] });
};

describe('openLayer', () => {
  let page: HTMLElement;
  let stack: ReturnType<typeof layers>;
  const at = (id: string) => page.querySelector<HTMLElement>(`#${id}`)!;
  /** The same module as another bundle brings it. */
  let other: typeof openLayer;
  before(async () => {
    const url = new URL('./dismissible.js?copy', import.meta.url).href.replace('.js', '.ts');
    ({ openLayer: other } = (await import(url)) as { openLayer: typeof openLayer });
    expect(other).not.to.equal(openLayer);
  });
  beforeEach(async () => {
    page = await fixture(
      html`<div>
        <div id="one" class="box">
          <input aria-label="1" />
          <div id="inner">inner</div>
        </div>
        <div id="two"><input aria-label="2" /></div>
        <button id="opener">opener</button>
        <p id="outside" tabindex="-1">outside</p>
      </div>`,
    );
    stack = layers();
  });
  afterEach(async () => {
    stack.end();
    await resetMouse();
  });

  it('dismisses the topmost by Escape, one at a time', async () => {
    // Fails when one Escape closes all that is open, or the oldest first.
    stack.open('one', at('one'));
    stack.open('two', at('two'));
    await sendKeys({ press: 'Escape' });
    expect(stack.said).to.deep.equal(['two escape']);
    await sendKeys({ press: 'Escape' });
    expect(stack.said).to.deep.equal(['two escape', 'one escape']);
  });

  it('does so wherever focus is', async () => {
    // Fails when the layer with focus closes before the one on top of it, or Escape is heard inside layers only.
    stack.open('one', at('one'));
    stack.open('two', at('two'));
    at('one').querySelector('input')!.focus();
    await sendKeys({ press: 'Escape' });
    at('outside').focus();
    await sendKeys({ press: 'Escape' });
    expect(stack.said).to.deep.equal(['two escape', 'one escape']);
  });

  it('keeps the key from the page, and hands it on when nothing is open', async () => {
    // Fails when one Escape closes a menu and what the page has open, or is still taken after the last layer has gone.
    let heard = 0;
    const listener = (event: KeyboardEvent) => event.key === 'Escape' && heard++;
    document.addEventListener('keydown', listener);
    stack.open('one', at('one'));
    await sendKeys({ press: 'Escape' });
    expect(heard).to.equal(0);
    await sendKeys({ press: 'Escape' });
    expect(heard).to.equal(1);
    document.removeEventListener('keydown', listener);
  });

  it('leaves Escape to what is inside and has a use for it', async () => {
    // Fails when the layer takes Escape on its way down, before the field inside has seen it.
    stack.open('one', at('one'));
    const input = at('one').querySelector('input')!;
    input.addEventListener('keydown', (event) => event.key === 'Escape' && event.preventDefault());
    input.focus();
    await sendKeys({ press: 'Escape' });
    expect(stack.said).to.deep.equal([]);
  });

  it('does not take the Escape that ends a composition', () => {
    // Fails when giving up a word of an input method closes the dialog it is written in.
    stack.open('one', at('one'));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, isComposing: true }));
    expect(stack.said).to.deep.equal([]);
  });

  it('dismisses what is light by a press outside, all of it', async () => {
    // Fails when only the topmost hears a press outside, or one that is not light is closed by it.
    stack.open('one', at('one'));
    stack.open('two', at('two'), { light: false });
    stack.open('opener', at('inner'));
    await clickAt(at('outside'));
    expect(stack.said).to.deep.equal(['one outside', 'opener outside']);
  });

  it('is not closed by a press inside, or on its opener', async () => {
    // Fails when the press that is to toggle a menu closes it first, so that the toggle opens it again.
    stack.open('one', at('one'), { opener: at('opener') });
    await clickAt(at('inner'));
    await clickAt(at('opener'));
    expect(stack.said).to.deep.equal([]);
  });

  it('is not closed by a press in what was opened from it', async () => {
    // Fails when a menu closes under the submenu that is pressed, or a submenu stays when the menu below it is.
    stack.open('one', at('one'));
    stack.open('two', at('two'));
    await clickAt(at('two'));
    expect(stack.said).to.deep.equal([]);
    await clickAt(at('inner'));
    expect(stack.said).to.deep.equal(['two outside']);
  });

  it('sees through shadow roots', async () => {
    // Fails when inside is told by the event's target, which at the document is the outermost host.
    const element = await roving();
    stack.open('roving', element.renderRoot.querySelector<HTMLElement>('[data-key=bea]')!);
    await clickAt(element.renderRoot.querySelector('[data-key=bea]')!);
    expect(stack.said).to.deep.equal([]);
    await clickAt(element.renderRoot.querySelector('[data-key=ana]')!);
    expect(stack.said).to.deep.equal(['roving outside']);
  });

  describe('with two copies of the module on the page', () => {
    for (const [name, lower, upper] of [
      ['ours below', () => openLayer, () => other],
      ['ours on top', () => other, () => openLayer],
    ] as const) {
      it(`closes one at a time: ${name}`, async () => {
        // Fails when layers are listed in the module: each copy then has a topmost of its own, and one Escape closes two.
        stack.open('one', at('one'), {}, lower());
        stack.open('two', at('two'), {}, upper());
        stack.open('three', at('inner'), {}, lower());
        for (let i = 0; i < 3; i++) await sendKeys({ press: 'Escape' });
        expect(stack.said).to.deep.equal(['three escape', 'two escape', 'one escape']);
      });

      it(`does not close the lower by a press in the upper: ${name}`, async () => {
        // Fails when a copy does not know the layers of the other: what lies on top is then outside to it.
        stack.open('one', at('one'), {}, lower());
        stack.open('two', at('two'), {}, upper());
        await clickAt(at('two'));
        expect(stack.said).to.deep.equal([]);
        await clickAt(at('outside'));
        expect(stack.said).to.deep.equal(['one outside', 'two outside']);
      });
    }
  });

  it('listens to nothing while nothing is open', () => {
    // Fails when taking a layer away leaves one of its listeners on the window or the document.
    const held = countHeld();
    for (let i = 0; i < 200; i++) stack.open('one', at('one'))();
    const { ...now } = held.now();
    held.restore();
    expect(now).to.deep.equal({});
  });
});

class TestFocus extends LitElement {
  override render() {
    return html`<div id="panel"><input aria-label="x" /><slot></slot></div>
      <input id="other" aria-label="y" />`;
  }
  part_<E extends HTMLElement>(selector: string): E {
    return this.renderRoot.querySelector<E>(selector)!;
  }
}
define('test-focus', TestFocus);

describe('focus', () => {
  it('is found through roots, and contained through slots', async () => {
    // Fails when the way down or up ends at the first shadow host, or one panel's sibling counts as inside it.
    const element = await fixture<TestFocus>(html`<test-focus></test-focus>`);
    element.part_('#panel input').focus();
    expect(deepActiveElement() === element.part_('#panel input')).to.equal(true);
    expect(deepContains(element, deepActiveElement())).to.equal(true);
    expect(deepContains(element.part_('#panel'), deepActiveElement())).to.equal(true);
    expect(deepContains(element.part_('#panel'), element.part_('#other'))).to.equal(false);
  });

  it('counts what a page puts into a slot as inside the part that holds the slot', async () => {
    // Fails when the way up goes from a slotted element to its host at once, past what it is shown in.
    const element = await fixture<TestFocus>(
      html`<test-focus
        ><button><b>x</b></button></test-focus
      >`,
    );
    const slotted = element.querySelector('b')!;
    expect(deepContains(element.part_('#panel'), slotted)).to.equal(true);
    expect(deepContains(element.part_('#other'), slotted)).to.equal(false);
    expect(deepContains(element, slotted)).to.equal(true);
  });

  it('finds the first field', async () => {
    // Fails when a button, a hidden or a disabled field takes focus, or `autofocus` does not come first.
    const form = await fixture(
      html`<div><button>b</button><input type="hidden" /><input disabled /><textarea id="t"></textarea><input id="i" /></div>`,
    );
    expect(firstField(form)!.id).to.equal('t');
    form.querySelector('#i')!.setAttribute('autofocus', '');
    expect(firstField(form)!.id).to.equal('i');
  });
});

class TestHost extends LitElement {
  static override styles = [
    anchoredStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];
  renders = 0;
  now = 0;
  override render() {
    this.renders++;
    return html`<div id="styled"></div>`;
  }
}
define('test-host', TestHost);

describe('Ticker', () => {
  /** A clock that stands still, and timers that are set off by hand. */
  function clock(start: number) {
    const time = { now: start };
    const ticker = new Ticker(() => time.now);
    const names = ['setTimeout', 'clearTimeout'] as const;
    const real = names.map((name) => [name, Object.getOwnPropertyDescriptor(window, name)!] as const);
    const timers = new Map<number, { run: () => void; ms: number }>();
    let next = 1;
    Object.assign(window, {
      setTimeout: (run: () => void, ms: number) => (timers.set(next, { run, ms }), next++),
      clearTimeout: (id: number) => timers.delete(id),
    });
    return {
      ticker,
      timers,
      waits: () => [...timers.values()].map(({ ms }) => ms),
      strike() {
        const [[id, { run, ms }]] = [...timers] as [[number, { run: () => void; ms: number }]];
        timers.delete(id);
        time.now += ms;
        run();
      },
      advance: (ms: number) => (time.now += ms),
      end: () => real.forEach(([name, descriptor]) => Object.defineProperty(window, name, descriptor)),
    };
  }
  const minute = 60_000;

  it('strikes at full minutes', () => {
    // Fails when it waits a minute from when it was asked, instead of until the next full one.
    const c = clock(10 * minute + 12_345);
    let count = 0;
    const onMinute = () => count++;
    c.ticker.listen(onMinute, 'minute');
    const waits = [c.waits()];
    c.strike();
    waits.push(c.waits());
    c.ticker.unlisten(onMinute);
    c.end();
    expect(waits).to.deep.equal([[minute - 12_345], [minute]]);
    expect(count).to.equal(1);
  });

  it('has one timer for all, for seconds when someone needs them', () => {
    // Fails when each listener has a timer, minutes are told each second, or seconds go on when nobody needs them any more.
    const c = clock(10 * minute + 58_400);
    let minutes = 0;
    let seconds = 0;
    const onSecond = () => seconds++;
    const onMinute = [() => minutes++, () => minutes++];
    for (const listener of onMinute) c.ticker.listen(listener, 'minute');
    c.ticker.listen(onSecond, 'second');
    const waits = [c.waits()];
    c.strike();
    const after = [seconds, minutes];
    c.strike();
    const later = [seconds, minutes];
    c.ticker.unlisten(onSecond);
    waits.push(c.waits());
    for (const listener of onMinute) c.ticker.unlisten(listener);
    c.end();
    expect(waits).to.deep.equal([[600], [minute]]);
    expect(after).to.deep.equal([1, 0]);
    expect(later).to.deep.equal([2, 2]);
  });

  it('has none while nobody listens, or the page is hidden', () => {
    // Fails when a timer runs for nobody or in a hidden page, or times stay old when it is seen again.
    const c = clock(0);
    let count = 0;
    const listener = () => count++;
    c.ticker.listen(listener, 'second');
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange'));
    const hidden = c.waits().length;
    c.advance(400);
    Object.defineProperty(document, 'hidden', { configurable: true, value: false });
    document.dispatchEvent(new Event('visibilitychange'));
    const shown = c.waits();
    const told = count;
    c.ticker.unlisten(listener);
    const gone = c.waits().length;
    delete (document as { hidden?: boolean }).hidden;
    c.end();
    expect([hidden, shown, told, gone]).to.deep.equal([0, [600], 1, 0]);
  });

  it('renders its host', async () => {
    // Fails when a strike does not update the host, or goes on updating one that was taken out.
    class TestClock extends TestHost {
      // It stands still 50 ms before a full second, so that strikes follow on each other however slow the machine is.
      readonly clock = new ClockController(this, 'second', new Ticker(() => 950));
    }
    define('test-clock', TestClock);
    const element = await fixture<TestClock>(html`<test-clock></test-clock>`);
    const { renders } = element;
    await pause(200);
    expect(element.renders).to.be.greaterThan(renders);
    element.remove();
    const after = element.renders;
    await pause(200);
    expect(element.renders).to.equal(after);
  });
});

describe('MediaController', () => {
  class TestMedia extends TestHost {
    readonly media = new MediaController(this, '(prefers-reduced-motion: reduce)');
  }
  define('test-media', TestMedia);

  itNeeds('emulated media', 'renders when it changes, while connected', async () => {
    // Fails when a change of the query is not heard, is heard by a host that was taken out, or is not looked up on its return.
    const element = await fixture<TestMedia>(html`<test-media></test-media>`);
    const { renders } = element;
    expect(element.media.matches).to.equal(false);
    await emulateMedia({ reducedMotion: 'reduce' });
    await nextFrame();
    expect(element.media.matches).to.equal(true);
    expect(element.renders).to.equal(renders + 1);
    element.remove();
    await emulateMedia({ reducedMotion: 'no-preference' });
    await nextFrame();
    expect(element.renders).to.equal(renders + 1);
    (await fixture(html`<div></div>`)).append(element);
    expect(element.media.matches).to.equal(false);
  });
});

describe('WidthController', () => {
  class TestWidth extends TestHost {
    readonly width = new WidthController(this, 500);
  }
  define('test-width', TestWidth);
  const frames = async () => {
    for (let i = 0; i < 3; i++) await nextFrame();
  };

  it('knows at once, and when it changes', async () => {
    // Fails when the first rendering has to be done twice, each px of a resize renders, or the zero of a hidden host counts as narrow.
    const box = await fixture<HTMLElement>(html`<div ${styled({ width: '400px' })}><test-width></test-width></div>`);
    const element = box.firstElementChild as TestWidth;
    expect(element.width.narrow).to.equal(true);
    expect(element.renders, 'rendered once').to.equal(1);
    box.style.width = '500px';
    await frames();
    expect(element.width.narrow).to.equal(false);
    expect(element.renders).to.equal(2);
    box.style.width = '600px';
    await frames();
    expect(element.renders).to.equal(2);
    box.style.display = 'none';
    await frames();
    expect(element.width.narrow, 'hidden is not narrow').to.equal(false);
  });
});

describe('styled', () => {
  it('sets, changes and takes back properties, and no attribute of text', async () => {
    // Fails when styles are written as an attribute, which the page's policy refuses, or all of them anew each time.
    const box = await fixture<HTMLElement>(html`<div></div>`);
    const { render } = await import('lit');
    const show = (styles: Record<string, string | undefined>) => render(html`<p ${styled(styles)}></p>`, box);
    show({ color: 'red', '--x': '1' });
    const { style } = box.querySelector('p')!;
    expect([style.color, style.getPropertyValue('--x')]).to.deep.equal(['red', '1']);
    style.setProperty('--x', '7');
    show({ color: 'blue', '--x': '1' });
    expect([style.color, style.getPropertyValue('--x')], 'what has not changed is left alone').to.deep.equal(['blue', '7']);
    show({ '--x': undefined });
    expect([style.color, style.getPropertyValue('--x')]).to.deep.equal(['', '']);
  });
});

describe('showAnchored', () => {
  for (const css of [true, false]) {
    describe(css ? 'by CSS anchors' : 'by calculation', () => {
      let box: HTMLElement;
      let hide: (() => void) | undefined;
      const popover = () => (box.querySelector('test-host') as TestHost).renderRoot.querySelector<HTMLElement>('.pop')!;
      const anchor = () => box.querySelector('button')!;
      const lies = async (align: 'start' | 'end' | 'center' = 'start') => {
        const pop = popover();
        hide = showAnchored(pop, anchor(), { align }, css);
        await nextFrame();
        await nextFrame();
        return pop.getBoundingClientRect();
      };
      beforeEach(async () => {
        box = await fixture<HTMLElement>(
          html`<div ${styled({ height: '300px', overflow: 'auto', transform: 'translateX(-50px)' })}>
            <button ${styled({ 'margin-left': '150px', width: '100px', height: '30px', padding: '0' })}>anchor</button
            ><test-host></test-host>
            <div ${styled({ height: '900px' })}></div>
          </div>`,
        );
        const pop = document.createElement('div');
        pop.className = 'anchored pop';
        pop.popover = 'manual';
        Object.assign(pop.style, { width: '160px', height: '80px', boxSizing: 'border-box' });
        (box.querySelector('test-host') as TestHost).renderRoot.append(pop);
      });
      afterEach(() => hide?.());

      it('lies below, at the start, at the end, in the middle', async () => {
        // Fails when `align` is not looked at, the margin is lost or counted twice, or an ancestor's transform shifts the popover.
        const { left, right, bottom } = anchor().getBoundingClientRect();
        const start = await lies();
        expect([start.left - left, start.top - bottom].map(Math.round)).to.deep.equal([0, 4]);
        hide!();
        expect(Math.round((await lies('end')).right - right)).to.equal(0);
        hide!();
        const centre = await lies('center');
        expect(Math.round(centre.left + centre.right)).to.equal(Math.round(left + right));
      });

      it('is mirrored', async () => {
        // Fails when start means left where the line runs right to left.
        box.dir = 'rtl';
        const { right } = anchor().getBoundingClientRect();
        expect(Math.round((await lies()).right - right)).to.equal(0);
      });

      it('stays with an anchor that scrolls', async () => {
        // Fails when the place is found once, when the popover is shown.
        await lies();
        box.scrollTop = 20;
        await nextFrame();
        await nextFrame();
        expect(Math.round(popover().getBoundingClientRect().top - anchor().getBoundingClientRect().bottom)).to.equal(4);
      });

      it('lies above where there is no room below', async () => {
        // Fails when a popover leaves the window at the bottom, or loses its margin when it is turned to above.
        box.style.marginTop = `${innerHeight - 60}px`;
        const { bottom } = await lies();
        expect(Math.round(anchor().getBoundingClientRect().top - bottom)).to.equal(4);
      });

      it('leaves nothing behind', async () => {
        // Fails when hiding leaves the popover open, or the frames running in which it is placed.
        const held = countHeld();
        for (let i = 0; i < 50; i++) showAnchored(popover(), anchor(), {}, css)();
        const now = held.now();
        held.restore();
        expect(now).to.deep.equal({});
        expect(popover().matches(':popover-open')).to.equal(false);
        await pause();
      });
    });
  }
});

describe('controllers', () => {
  class TestAll extends TestHost {
    readonly clock = new ClockController(this, 'second');
    readonly media = new MediaController(this, '(width > 1px)');
    readonly width = new WidthController(this, 500);
    readonly drag = new PointerDrag<string>(this, { pick: () => undefined, zones: () => [], onDrop: () => undefined });
    readonly roving = new RovingFocus(this, { count: () => 0, keyAt: () => undefined });
  }
  define('test-all', TestAll);

  it('leave nothing behind after 200 cycles', async () => {
    // Fails when a controller does not end its timer, media listener or observer when its host is taken out.
    const box = await fixture(html`<div></div>`);
    const element = document.createElement('test-all') as TestAll;
    const held = countHeld();
    for (let i = 0; i < 200; i++) {
      box.append(element);
      await element.updateComplete;
      element.remove();
    }
    for (let i = 0; i < 3; i++) await nextFrame();
    const now = held.now();
    held.restore();
    expect(now).to.deep.equal({});
  });
});
