import { expect, fixture, nextFrame, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { css, html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../define/define.js';
import { dragStyles } from './drag-ghost.js';
import { PointerDrag, type CancelReason, type DragPick, type DropTarget } from './pointer-drag.js';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];

class TestBoard extends LitElement {
  static override styles = [
    dragStyles,
    css`
      :host {
        display: block;
        inline-size: 420px;
        font: 14px/1 sans-serif;
      }
      .board {
        display: flex;
        gap: 10px;
        block-size: 300px;
        overflow-x: auto;
      }
      .column {
        flex: none;
        inline-size: 150px;
        block-size: 280px;
        overflow-y: auto;
      }
      .card {
        box-sizing: border-box;
        block-size: 60px;
        border: 1px solid;
      }
    `,
  ];
  columns: string[][] = [names.slice(0, 3), ['x', 'y'], [], []];
  selected: string[] = [];
  log: unknown[] = [];
  clicks = 0;
  custom = false;
  readonly drag: PointerDrag<string> = new PointerDrag<string>(this, {
    pick: (path) => this.pick(path),
    zones: () => [...this.renderRoot.querySelectorAll<HTMLElement>('.column')].map((element, at) => ({ id: `column-${at}`, element })),
    onStart: ({ items, pointerType }) => this.log.push(['start', items, pointerType]),
    onTarget: (target) => this.log.push(['target', target]),
    onDrop: ({ items, target }) => this.log.push(['drop', items, target]),
    onCancel: ({ items, reason }) => this.log.push(['cancel', items, reason]),
  });
  pick(path: readonly EventTarget[]): DragPick<string> | undefined {
    const card = path.find((node): node is HTMLElement => node instanceof HTMLElement && node.classList.contains('card'));
    if (!card) return undefined;
    const key = card.dataset['key']!;
    return {
      items: this.selected.includes(key) ? this.selected : [key],
      element: card,
      ...(this.custom && { ghost: () => Object.assign(document.createElement('b'), { textContent: 'ghost' }) }),
    };
  }
  override render() {
    return html`<div class="board">
      ${this.columns.map(
        (cards) =>
          html`<div class="column">
            ${repeat(
              cards,
              (key) => key,
              (key, at) =>
                html`<div class="card draggable" data-key=${key} data-index=${at} id="card-${key}" @click=${() => this.clicks++}>
                  <a href="#x">${key}</a> text <button>Move</button>
                </div>`,
            )}
          </div>`,
      )}
    </div>`;
  }
  card(key: string): HTMLElement {
    return this.renderRoot.querySelector(`.card[data-key=${key}]`)!;
  }
  column(at: number): HTMLElement {
    return this.renderRoot.querySelectorAll<HTMLElement>('.column')[at]!;
  }
  get board(): HTMLElement {
    return this.renderRoot.querySelector('.board')!;
  }
  get ghost(): HTMLElement | null {
    return this.renderRoot.querySelector('.drag-ghost');
  }
  said(kind: string): unknown[][] {
    return (this.log as unknown[][]).filter(([name]) => name === kind);
  }
}
define('test-board', TestBoard);

/** A root around a root around the board. */
class TestNest extends LitElement {
  static override styles = css`
    .outer {
      inline-size: 500px;
      block-size: 260px;
      overflow: auto;
      padding: 20px;
      transform: translate(30px, 40px) scale(0.8);
      transform-origin: 0 0;
    }
    .tall {
      block-size: 500px;
      padding-block-start: 60px;
    }
  `;
  override render() {
    return this.hasAttribute('inner')
      ? html`<div class="tall"><test-board></test-board></div>`
      : html`<div class="outer"><test-nest inner></test-nest></div>`;
  }
}
define('test-nest', TestNest);

type Point = readonly [number, number];

const middle = (element: Element): Point => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};
const shifted = ([x, y]: Point, dx: number, dy: number): Point => [x + dx, y + dy];
const move = ([x, y]: Point) => sendMouse({ type: 'move', position: [x, y] });
const down = () => sendMouse({ type: 'down' });
const up = () => sendMouse({ type: 'up' });

/** The mouse's number, which each engine chooses for itself. */
let mouse = 0;
addEventListener('pointermove', ({ pointerId, pointerType }) => pointerType === 'mouse' && (mouse = pointerId), { capture: true });

/** Presses on the text of a card and goes somewhere. */
async function dragTo(board: TestBoard, key: string, ...points: Point[]): Promise<void> {
  await move(shifted(middle(board.card(key)), 0, 20));
  await down();
  for (const point of points) await move(point);
  await nextFrame();
  await nextFrame();
}

const below = (element: Element): Point => shifted(middle(element), 0, 10);
const above = (element: Element): Point => shifted(middle(element), 0, -10);

async function settle(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

/** A finger, as the page sees it. */
function touch(type: string, target: Element, [clientX, clientY]: Point, id = 7): boolean {
  const options = {
    bubbles: true,
    composed: true,
    cancelable: true,
    pointerId: id,
    pointerType: 'touch',
    isPrimary: true,
    clientX,
    clientY,
  };
  return target.dispatchEvent(new PointerEvent(type, { ...options, button: type === 'pointermove' ? -1 : 0 }));
}

const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('PointerDrag', () => {
  let board: TestBoard;
  beforeEach(async () => {
    board = await fixture<TestBoard>(html`<test-board></test-board>`);
  });
  afterEach(async () => {
    await resetMouse();
    board.drag.cancel();
    history.replaceState(null, '', location.pathname + location.search);
  });

  describe('by mouse', () => {
    it('moves a card to another column, and says where', async () => {
      // Fails when the half of a card that the pointer is in does not decide, or the drop is told another place than the last target.
      await dragTo(board, 'a', below(board.card('x')));
      expect(board.drag.dragging).to.equal(true);
      expect(board.drag.target).to.deep.equal({ zone: 'column-1', index: 1, before: 'y' } satisfies DropTarget);
      await up();
      expect(board.drag.dragging).to.equal(false);
      expect(board.said('start')).to.deep.equal([['start', ['a'], 'mouse']]);
      expect(board.said('drop')).to.deep.equal([['drop', ['a'], { zone: 'column-1', index: 1, before: 'y' }]]);
    });

    it('puts it first, last, and into what is empty', async () => {
      // Fails when the space below the last card, or a column without any, is no target.
      await dragTo(board, 'a', above(board.card('x')));
      expect(board.drag.target).to.deep.equal({ zone: 'column-1', index: 0, before: 'x' });
      await move(middle(board.column(1)));
      await settle();
      expect(board.drag.target).to.deep.equal({ zone: 'column-1', index: 2, before: undefined });
      board.board.scrollLeft = 200;
      await settle();
      await move(middle(board.column(2)));
      await settle();
      expect(board.drag.target).to.deep.equal({ zone: 'column-2', index: 0, before: undefined });
      await up();
    });

    it('says a target when it changes, and once', async () => {
      // Fails when each move within the same half of a card is told as a new target, or the end of the drag leaves the last one told.
      await dragTo(board, 'a', below(board.card('x')), shifted(below(board.card('x')), 2, 2), shifted(below(board.card('x')), 4, 1));
      expect(board.said('target').length).to.equal(1);
      await up();
      expect(board.said('target').at(-1)).to.deep.equal(['target', undefined]);
    });

    it('is a click when it does not move', async () => {
      // Fails when a press picks the card up before the mouse has moved, or the click of a mere press is swallowed.
      await move(shifted(middle(board.card('a')), 0, 20));
      await down();
      await up();
      expect(board.log).to.deep.equal([]);
      expect(board.clicks).to.equal(1);
    });

    it('is no click when it was a drag', async () => {
      // Fails when the click that a browser makes of the end of a drag gets through, or the swallowing goes on to the next one.
      // The browser sends it to what has captured the pointer.
      board.addEventListener('click', () => board.clicks++);
      await dragTo(board, 'a', below(board.card('b')));
      await up();
      await settle();
      expect(board.clicks).to.equal(0);
      await move(shifted(middle(board.card('a')), 0, 20));
      await down();
      await up();
      expect(board.clicks, 'but the next one is').to.equal(2);
    });

    it('does not follow a link that was dragged', async () => {
      // Fails when the browser drags the link itself and takes the pointer away, or letting go over the link follows it.
      await move(middle(board.card('a').querySelector('a')!));
      await down();
      await move(below(board.card('b')));
      await settle();
      expect(board.drag.dragging).to.equal(true);
      await move(middle(board.card('a').querySelector('a')!));
      await up();
      await settle();
      expect(location.hash).to.equal('');
    });

    it('leaves buttons and the other mouse button alone', async () => {
      // Fails when a press on a control inside a card, or one for the context menu, picks the card up.
      await move(middle(board.card('a').querySelector('button')!));
      await down();
      await move(below(board.card('x')));
      await up();
      await move(shifted(middle(board.card('a')), 0, 20));
      await sendMouse({ type: 'down', button: 'right' });
      await move(below(board.card('x')));
      await sendMouse({ type: 'up', button: 'right' });
      expect(board.log).to.deep.equal([]);
    });

    it('selects no text', async () => {
      // Fails when cards lose `user-select: none` and the start of a selection is not prevented either.
      await dragTo(board, 'a', below(board.card('x')));
      expect(String(getSelection())).to.equal('');
      await up();
    });

    it('cancels by Escape, keeps that key to itself, and swallows the click that follows', async () => {
      // Fails when Escape closes what the board stands in as well, or swallowing ends with the drag while the mouse is still down.
      let heard = 0;
      const listener = (event: KeyboardEvent) => event.key === 'Escape' && heard++;
      document.addEventListener('keydown', listener);
      board.addEventListener('click', () => board.clicks++);
      await dragTo(board, 'a', below(board.card('b')));
      await sendKeys({ press: 'Escape' });
      document.removeEventListener('keydown', listener);
      expect(board.said('cancel')).to.deep.equal([['cancel', ['a'], 'escape' satisfies CancelReason]]);
      expect(heard).to.equal(0);
      expect(board.ghost === null).to.equal(true);
      await move(shifted(middle(board.card('a')), 0, 20));
      await up();
      await settle();
      expect(board.clicks).to.equal(0);
      expect(board.said('drop')).to.deep.equal([]);
    });

    it('cancels where there is nothing to drop into', async () => {
      // Fails when the nearest column is taken for a pointer that is in none, or letting go there is told as a drop.
      await dragTo(board, 'a', [600, 500]);
      expect(board.drag.target).to.equal(undefined);
      await up();
      expect(board.said('cancel')).to.deep.equal([['cancel', ['a'], 'outside']]);
    });

    it('does not drop into the part of a column that is out of sight', async () => {
      // Fails when a zone is its whole box, with what the scrollers around it cut off.
      // The third column reaches beyond the board's edge, under the pointer.
      const { right, top } = board.board.getBoundingClientRect();
      expect(board.column(2).getBoundingClientRect().right).to.be.greaterThan(right + 10);
      await dragTo(board, 'a', [Math.round(right) + 20, Math.round(top) + 100]);
      expect(board.drag.target).to.equal(undefined);
      await up();
    });

    for (const [name, event] of [
      ['the window loses focus', () => window.dispatchEvent(new Event('blur'))],
      ['the pointer is lost', () => board.releasePointerCapture(mouse)],
      [
        'the pointer is cancelled',
        () => board.dispatchEvent(new PointerEvent('pointercancel', { pointerId: mouse, bubbles: true, composed: true })),
      ],
      ['the element is taken out', () => board.remove()],
    ] as const) {
      it(`cancels when ${name}`, async () => {
        // Fails when one of the ways to lose a pointer is missed: the ghost then follows a mouse that is no longer pressed.
        // Twice: a capture begins with the move after the one that asked for it.
        await dragTo(board, 'a', below(board.card('x')), shifted(below(board.card('x')), 1, 0));
        event();
        await move(below(board.card('y')));
        expect(board.said('cancel')).to.deep.equal([['cancel', ['a'], 'lost']]);
        expect(board.ghost === null).to.equal(true);
        await up();
        expect(board.said('drop')).to.deep.equal([]);
      });
    }

    it('goes on when the card that was pressed is rendered anew', async () => {
      // Fails when an update of the host ends the drag, or what is moved is read from the pressed node at the drop.
      await dragTo(board, 'a', below(board.card('x')));
      board.columns = [['b', 'c'], ['x', 'y'], [], []];
      board.requestUpdate();
      await settle();
      await move(above(board.card('x')));
      await up();
      expect(board.said('drop')).to.deep.equal([['drop', ['a'], { zone: 'column-1', index: 0, before: 'x' }]]);
    });

    it('is aware of cards that have moved meanwhile', async () => {
      // Fails when the target is looked for again only when the pointer moves, not when the host has rendered.
      await dragTo(board, 'a', below(board.card('x')));
      board.columns = [board.columns[0]!, ['n', 'x', 'y'], [], []];
      board.requestUpdate();
      await settle();
      expect(board.drag.target).to.deep.equal({ zone: 'column-1', index: 1, before: 'x' });
      await up();
    });
  });

  describe('ghost', () => {
    it('lies over the card, follows the pointer, and goes', async () => {
      // Fails when the ghost forgets where the card was gripped, is offered to screen readers, or outlives the drop.
      const card = board.card('a').getBoundingClientRect();
      await dragTo(board, 'a', shifted(middle(board.card('a')), 5, 25));
      const ghost = board.ghost!;
      expect(ghost.matches(':popover-open')).to.equal(true);
      expect(ghost.getBoundingClientRect().left).to.be.closeTo(card.left + 5, 1);
      expect(ghost.getBoundingClientRect().top).to.be.closeTo(card.top + 5, 1);
      expect(ghost.getBoundingClientRect().width).to.be.closeTo(card.width, 0.5);
      expect(ghost.textContent).to.contain('a');
      expect(ghost.inert && ghost.ariaHidden).to.equal('true');
      await up();
      expect(board.ghost === null).to.equal(true);
    });

    it('comes back when what it stood in is rendered anew', async () => {
      // Fails when a ghost that was taken out with its column stays away, or comes back elsewhere than under the pointer.
      board.columns = [['a', 'b'], ['z']];
      board.requestUpdate();
      await settle();
      const card = board.card('z').getBoundingClientRect();
      const from = shifted(middle(board.card('z')), 0, 20);
      await dragTo(board, 'z', below(board.card('a')));
      board.columns = [['a', 'b']];
      board.requestUpdate();
      await settle();
      const to = below(board.card('b'));
      await move(to);
      await settle();
      const ghost = board.ghost!;
      expect(ghost.parentNode === board.renderRoot).to.equal(true);
      expect(ghost.matches(':popover-open')).to.equal(true);
      expect(ghost.getBoundingClientRect().left).to.be.closeTo(card.left + to[0] - from[0], 1);
      expect(ghost.getBoundingClientRect().top).to.be.closeTo(card.top + to[1] - from[1], 1);
      await up();
      expect(board.said('drop')).to.deep.equal([['drop', ['z'], { zone: 'column-0', index: 2, before: undefined }]]);
    });

    it('repeats no id, key or index', async () => {
      // Fails when the clone keeps its attributes: ids are there twice, and it counts as an entry of the column that it hangs in.
      await dragTo(board, 'a', below(board.card('x')));
      expect(board.ghost!.querySelectorAll('[id], [data-key], [data-index]').length).to.equal(0);
      await up();
    });

    it('counts what is dragged, when there are several', async () => {
      // Fails when a single card has a badge, or the badge or the drop knows only the card that was pressed.
      await dragTo(board, 'a', below(board.card('x')));
      expect(board.ghost!.querySelectorAll('.drag-count').length).to.equal(0);
      await up();
      board.selected = ['a', 'c', 'x'];
      await dragTo(board, 'a', below(board.card('y')));
      expect(board.ghost!.querySelector('.drag-count')!.textContent).to.equal('3');
      await up();
      expect(board.said('drop').at(-1)![1]).to.deep.equal(['a', 'c', 'x']);
    });

    it('is what the owner makes', async () => {
      // Fails when the card is cloned although the pick has a ghost of its own, as custom elements need.
      board.custom = true;
      await dragTo(board, 'a', below(board.card('x')));
      expect(board.ghost!.textContent).to.equal('ghost');
      await up();
    });
  });

  describe('scrolling by itself', () => {
    it('goes down and up a long column', async () => {
      // Fails when a column does not scroll under a pointer that rests at its edge, or no target is looked for after it has scrolled.
      board.columns = [['z'], names, [], []];
      board.requestUpdate();
      await board.updateComplete;
      const column = board.column(1);
      const { left, bottom, top } = column.getBoundingClientRect();
      await dragTo(board, 'z', [left + 70, bottom - 5]);
      await waitUntil(() => column.scrollTop >= column.scrollHeight - column.clientHeight - 1, 'down', { timeout: 5_000 });
      await settle();
      expect(board.drag.target).to.deep.equal({ zone: 'column-1', index: 12, before: undefined });
      await move([left + 70, top + 5]);
      await waitUntil(() => column.scrollTop === 0, 'up', { timeout: 5_000 });
      await up();
    });

    it('goes along the board to a column that was out of sight', async () => {
      // Fails when only columns scroll by themselves, or zones keep the boxes that they had before the board scrolled.
      const { right, top } = board.board.getBoundingClientRect();
      await dragTo(board, 'a', [right - 4, top + 100]);
      await waitUntil(() => board.board.scrollLeft > 100, 'along', { timeout: 5_000 });
      await waitUntil(() => board.drag.target?.zone === 'column-3', 'aimed', { timeout: 5_000 });
      await up();
    });

    it('goes along a board right to left', async () => {
      // Fails when scroll positions are taken for positive, so that a mirrored board seems to have nothing left on its left.
      board.dir = 'rtl';
      await settle();
      const { left, top } = board.board.getBoundingClientRect();
      await dragTo(board, 'a', [left + 4, top + 100]);
      await waitUntil(() => board.board.scrollLeft < -100, 'along', { timeout: 5_000 });
      await up();
    });

    it('stops with the drag', async () => {
      // Fails when the loop of frames that scrolls outlives the drag.
      const { right, top } = board.board.getBoundingClientRect();
      await dragTo(board, 'a', [right - 4, top + 100]);
      await waitUntil(() => board.board.scrollLeft > 10);
      await sendKeys({ press: 'Escape' });
      const at = board.board.scrollLeft;
      await rest(100);
      expect(board.board.scrollLeft).to.equal(at);
      await up();
    });
  });

  it('works three roots deep, scrolled, moved and scaled', async () => {
    // Fails when the ghost lacks the scale of its ancestors or has it twice, or the drop is aimed by places without it.
    const nest = await fixture<TestNest>(html`<test-nest></test-nest>`);
    const inner = nest.renderRoot.querySelector<TestNest>('test-nest')!;
    await inner.updateComplete;
    const deep = inner.renderRoot.querySelector<TestBoard>('test-board')!;
    await deep.updateComplete;
    nest.renderRoot.querySelector('.outer')!.scrollTop = 50;
    await settle();
    const card = deep.card('b').getBoundingClientRect();
    await move(shifted(middle(deep.card('b')), 0, 18));
    await down();
    await move(shifted(middle(deep.card('b')), 10, 28));
    await settle();
    const ghost = deep.ghost!.getBoundingClientRect();
    expect([ghost.left - card.left, ghost.top - card.top].map(Math.round)).to.deep.equal([10, 10]);
    expect(ghost.width).to.be.closeTo(card.width, 0.5);
    await move(above(deep.card('y')));
    await up();
    expect(deep.said('drop')).to.deep.equal([['drop', ['b'], { zone: 'column-1', index: 1, before: 'y' }]]);
  });

  describe('by finger', () => {
    it('picks up after a rest of a quarter of a second, and not before', async () => {
      // Fails when a finger picks up by the press alone, or only once it moves after its rest.
      const card = board.card('a');
      touch('pointerdown', card, middle(card));
      await rest(150);
      expect(board.drag.dragging).to.equal(false);
      await rest(200);
      expect(board.drag.dragging).to.equal(true);
      touch('pointermove', card, above(board.card('y')));
      await settle();
      touch('pointerup', card, above(board.card('y')));
      expect(board.said('start')).to.deep.equal([['start', ['a'], 'touch']]);
      expect(board.said('drop')).to.deep.equal([['drop', ['a'], { zone: 'column-1', index: 1, before: 'y' }]]);
    });

    it('scrolls when it moves first', async () => {
      // Fails when the timer of the long press runs on after the finger has begun to scroll.
      const card = board.card('a');
      touch('pointerdown', card, middle(card));
      touch('pointermove', card, shifted(middle(card), 0, 12));
      await rest(320);
      touch('pointermove', card, below(board.card('x')));
      touch('pointerup', card, below(board.card('x')));
      expect(board.log).to.deep.equal([]);
    });

    it('keeps the page from scrolling only while something is dragged', async () => {
      // Fails when a board cannot be scrolled by touching a card, or the page scrolls or opens its menu under a drag.
      const card = board.card('a');
      const scrolls = () => card.dispatchEvent(new Event('touchmove', { bubbles: true, composed: true, cancelable: true }));
      expect(scrolls()).to.equal(true);
      touch('pointerdown', card, middle(card));
      expect(scrolls()).to.equal(true);
      await rest(300);
      expect(scrolls()).to.equal(false);
      expect(card.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true }))).to.equal(false);
      touch('pointercancel', card, middle(card));
      expect(board.said('cancel').length).to.equal(1);
      expect(scrolls()).to.equal(true);
    });

    it('does not hear a second finger', async () => {
      // Fails when pointers are not told apart: lifting another finger drops what the first one holds.
      const card = board.card('a');
      touch('pointerdown', card, middle(card));
      await rest(300);
      touch('pointerdown', board.card('b'), middle(board.card('b')), 8);
      touch('pointerup', board.card('b'), middle(board.card('b')), 8);
      expect(board.drag.dragging).to.equal(true);
      touch('pointerup', card, below(board.card('x')));
      expect(board.said('drop').length).to.equal(1);
    });
  });
});
