import { expect, fixture, nextFrame, waitUntil } from '@open-wc/testing';
import { css, html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../define/define.js';
import { styled } from './styled.js';
import { WindowedList, type WindowedListOptions, type WindowedRange } from './windowed-list.js';

type Entry = { id: string; height: number };

class TestList extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    .scroller {
      height: 300px;
      width: 200px;
      overflow: auto;
    }
    .row {
      box-sizing: border-box;
      border-block-end: 1px solid;
    }
  `;
  entries: Entry[] = [];
  total: number | undefined;
  keep: number[] = [];
  anchor: 'start' | 'end' = 'start';
  ranges: WindowedRange[] = [];
  renders = 0;
  list!: WindowedList;
  options: Partial<WindowedListOptions> = {};

  override connectedCallback(): void {
    this.list ??= new WindowedList(this, {
      scroller: () => this.renderRoot.querySelector<HTMLElement>('.scroller'),
      key: (index) => this.entries[index]?.id ?? `#${index}`,
      estimate: () => 50,
      anchor: this.anchor,
      onRange: (range) => this.ranges.push(range),
      ...this.options,
    });
    super.connectedCallback();
  }
  override willUpdate(): void {
    this.list.update({ count: this.total ?? this.entries.length, source: this.entries, keep: this.keep });
  }
  override render() {
    this.renders++;
    return html`<div class="scroller" tabindex="0">
      <div ${styled(this.list.sizer())}>
        ${repeat(
          this.list.items,
          ({ key }) => key,
          (item) =>
            html`<div class="row" data-index=${item.index} data-key=${item.key} ${styled(this.list.place(item))}>
              <div ${styled({ height: `${this.entries[item.index]?.height ?? 20}px` })}>
                ${this.entries[item.index]?.id ?? '…'}<input aria-label="x" />
              </div>
            </div>`,
        )}
      </div>
    </div>`;
  }
  get scroller(): HTMLElement {
    return this.renderRoot.querySelector('.scroller')!;
  }
  get rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.row')];
  }
  /** The top of an entry, seen from the top of the scroller. */
  topOf(id: string): number | undefined {
    const row = this.rows.find(({ dataset }) => dataset['key'] === id);
    return row && row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }
  get visible(): string[] {
    const { top, bottom } = this.scroller.getBoundingClientRect();
    const seen = this.rows.filter((row) => row.getBoundingClientRect().bottom > top + 1 && row.getBoundingClientRect().top < bottom - 1);
    return seen.map(({ dataset }) => dataset['key']!);
  }
}
define('test-windowed-list', TestList);

const entries = (count: number, height: (i: number) => number = (i) => 30 + ((i * 37) % 60), from = 0): Entry[] =>
  Array.from({ length: count }, (_, i) => ({ id: `e${i + from}`, height: height(i + from) }));

async function settled(list: TestList): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await list.updateComplete;
    await nextFrame();
  }
}

async function make(settings: Partial<TestList>): Promise<TestList> {
  const list = Object.assign(document.createElement('test-windowed-list') as TestList, settings);
  const parent = await fixture(html`<div></div>`);
  parent.append(list);
  await settled(list);
  return list;
}

async function change(list: TestList, settings: Partial<TestList>): Promise<void> {
  Object.assign(list, settings);
  list.requestUpdate();
  await settled(list);
}

async function scroll(list: TestList, top: number): Promise<void> {
  list.scroller.scrollTop = top;
  await settled(list);
}

/** Entries follow upon each other without gap or overlap. */
function expectContiguous(list: TestList): void {
  const rows = list.rows.map((row) => row.getBoundingClientRect());
  for (let i = 1; i < rows.length; i++) expect(rows[i]!.top).to.be.closeTo(rows[i - 1]!.bottom, 1, `row ${i}`);
}

describe('WindowedList', () => {
  it('renders what is in sight and a few around it', async () => {
    // Fails when all entries are rendered, or none until something scrolls.
    const list = await make({ entries: entries(10_000) });
    expect(list.rows.length).to.be.greaterThan(4).and.lessThan(20);
    expect(list.visible[0]).to.equal('e0');
  });

  it('has as many nodes for 100,000 entries as for 1,000', async () => {
    // Fails when the number of rendered entries grows with the list.
    const few = await make({ entries: entries(1_000, () => 40) });
    const many = await make({ entries: entries(100_000, () => 40) });
    expect(many.rows.length).to.equal(few.rows.length);
  });

  it('measures: entries of different heights lie one below the other', async () => {
    // Fails when entries are placed by their estimates, or those that scrolling brings in are not measured.
    const list = await make({ entries: entries(500) });
    expectContiguous(list);
    for (const top of [2_000, 2_300, 9_000, 500]) {
      await scroll(list, top);
      expectContiguous(list);
      expect(list.visible.length).to.be.greaterThan(2);
    }
  });

  it('corrects its height by what it has measured', async () => {
    // Fails when the sizer goes by estimates for entries whose height is known.
    const list = await make({ entries: entries(8, () => 100) });
    expect(list.list.totalSize).to.equal(8 * 101);
    expect(list.scroller.scrollHeight).to.equal(8 * 101);
  });

  it('measures an entry again that grows', async () => {
    // Fails when an entry whose record is replaced keeps the height that was measured first.
    const list = await make({ entries: entries(50, () => 40) });
    const second = list.topOf('e2')!;
    await change(list, { entries: list.entries.map((entry) => (entry.id === 'e1' ? { ...entry, height: 140 } : entry)) });
    expect(list.topOf('e2')).to.equal(second + 100);
    expectContiguous(list);
  });

  it('measures an entry that grows by itself', async () => {
    // Fails when entries are measured only when the host updates, and not observed in between.
    const list = await make({ entries: entries(50, () => 40) });
    const second = list.topOf('e2')!;
    (list.rows[1]!.firstElementChild as HTMLElement).style.height = '90px';
    await settled(list);
    expect(list.topOf('e2')).to.equal(second + 50);
  });

  it('leaves gaps and paddings', async () => {
    // Fails when gap or padding is left out of the places or the height, or there is a gap after the last entry.
    const list = await make({ entries: entries(3, () => 40), options: { gap: 8, padding: 12 } });
    expect(list.topOf('e0')).to.equal(12);
    expect(list.topOf('e1')).to.equal(12 + 41 + 8);
    expect(list.list.totalSize).to.equal(3 * 41 + 2 * 8 + 2 * 12);
  });

  it('renders no more than once or twice when nothing happens', async () => {
    // Fails when measuring asks for an update that measures again, round and round.
    const list = await make({ entries: entries(1_000, () => 49) });
    const { renders } = list;
    await settled(list);
    expect(list.renders).to.equal(renders);
    expect(renders).to.be.lessThan(5);
  });

  it('has placeholders for what is not loaded, and says what is wanted', async () => {
    // Fails when the list ends with what is loaded, or what a jump brings into sight is not asked for.
    const list = await make({ entries: entries(20), total: 5_000 });
    expect(list.ranges[0]!.first).to.equal(0);
    await scroll(list, 100_000);
    const { first, last } = list.ranges.at(-1)!;
    expect(first).to.be.greaterThan(500);
    expect(last - first).to.be.lessThan(30);
    expect(list.rows[3]!.textContent).to.contain('…');
  });

  it('says a range once', async () => {
    // Fails when each update of the host asks for the entries in sight again.
    const list = await make({ entries: entries(200, () => 40) });
    const before = list.ranges.length;
    await change(list, {});
    expect(list.ranges.length).to.equal(before);
  });

  it('scrolls to an entry, at the edge or in the middle that is asked for', async () => {
    // Fails when the way is reckoned by estimates and not corrected by what is measured there, or `align` is not looked at.
    const list = await make({ entries: entries(2_000) });
    list.list.scrollToIndex(1_200, { align: 'start' });
    await waitUntil(() => Math.abs(list.topOf('e1200') ?? 99) <= 1);
    list.list.scrollToIndex(300, { align: 'end' });
    await waitUntil(() => list.visible.at(-1) === 'e300');
    list.list.scrollToIndex(700, { align: 'center' });
    await waitUntil(() => Math.abs((list.topOf('e700') ?? 999) - 150) < 60);
  });

  it('does not scroll to what is in sight', async () => {
    // Fails when an entry in sight is brought to an edge when no place is asked for.
    const list = await make({ entries: entries(2_000, () => 40) });
    await scroll(list, 400);
    list.list.scrollToIndex(12);
    await settled(list);
    expect(list.scroller.scrollTop).to.equal(400);
  });

  it('keeps entries rendered that are out of sight', async () => {
    // Fails when scrolling removes the node with focus, an index beyond the list is rendered, or kept entries widen the range that is told.
    const list = await make({ entries: entries(2_000, () => 40), keep: [1] });
    const kept = list.rows[1]!;
    kept.querySelector('input')!.focus();
    await scroll(list, 30_000);
    expect(kept.isConnected).to.equal(true);
    expect(list.shadowRoot!.activeElement === kept.querySelector('input')).to.equal(true);
    await change(list, { keep: [] });
    expect(kept.isConnected).to.equal(false);
    await change(list, { keep: [1, 1_999, 5_000, -1] });
    expect(list.rows[0]!.dataset['key']).to.equal('e1');
    expect(list.rows.at(-1)!.dataset['key']).to.equal('e1999');
    expect(list.ranges.at(-1)!.first).to.be.greaterThan(500);
  });

  it('keeps node and focus of an entry whose index changes', async () => {
    // Fails when nodes belong to indexes: focus stays in its place while its entry moves on.
    const list = await make({ entries: entries(20, () => 40) });
    const input = list.rows[2]!.querySelector('input')!;
    input.focus();
    await change(list, { entries: [{ id: 'new', height: 40 }, ...list.entries] });
    expect(list.rows[3]!.querySelector('input') === input).to.equal(true);
    expect(list.shadowRoot!.activeElement === input).to.equal(true);
  });

  it('takes other keys for the same indexes when the source is another', async () => {
    // Fails when keys that were read from the last source are not read anew.
    const list = await make({ entries: entries(4, (i) => 40 + i * 10) });
    await change(list, { entries: [0, 2, 1, 3].map((i) => list.entries[i]!) });
    expect(list.visible).to.deep.equal(['e0', 'e2', 'e1', 'e3']);
    expectContiguous(list);
  });

  it('shows what is new at the top to who is at the top', async () => {
    // Fails when a list that is at its top holds on to its first entry, and what comes new is above the view.
    const list = await make({ entries: entries(100, () => 40) });
    await change(list, { entries: [{ id: 'new', height: 40 }, ...list.entries] });
    expect(list.visible[0]).to.equal('new');
  });

  it('does not move what is read when something is inserted above', async () => {
    // Fails when the scroll position does not grow by what comes before the entry in sight.
    const list = await make({ entries: entries(300) });
    await scroll(list, 3_000);
    const id = list.visible[2]!;
    const top = list.topOf(id);
    await change(list, { entries: [...entries(7, () => 66, 1_000), ...list.entries] });
    expect(list.topOf(id)).to.be.closeTo(top!, 1);
  });

  it('does not move what is read when something above is removed', async () => {
    // Fails when the scroll position does not shrink by what has gone before the entry in sight.
    const list = await make({ entries: entries(300) });
    await scroll(list, 3_000);
    const id = list.visible[2]!;
    const top = list.topOf(id);
    await change(list, { entries: list.entries.slice(10) });
    expect(list.topOf(id)).to.be.closeTo(top!, 1);
  });

  it('survives that the list becomes short, empty, and long again', async () => {
    // Fails when the offset of a long list outlives it: a list that fills again is then rendered where nobody looks.
    const list = await make({ entries: entries(1_000) });
    await scroll(list, 20_000);
    await change(list, { entries: entries(3) });
    expect(list.visible).to.deep.equal(['e0', 'e1', 'e2']);
    await change(list, { entries: [] });
    expect(list.rows.length).to.equal(0);
    await change(list, { entries: entries(50) });
    expect(list.visible[0]).to.equal('e0');
  });

  it('works right to left', async () => {
    // Fails when entries have a left edge instead of both inline ones: what is narrower than the list then ends short of its right.
    const list = await make({ entries: entries(500), dir: 'rtl' });
    await scroll(list, 4_000);
    expectContiguous(list);
    const row = list.rows[0]!.getBoundingClientRect();
    expect(row.right).to.be.closeTo(list.scroller.getBoundingClientRect().right, 1);
  });

  it('begins anew for another list', async () => {
    // Fails when another filter or view is shown where the last one was scrolled to.
    const list = await make({ entries: entries(500) });
    await scroll(list, 4_000);
    list.list.reset();
    await change(list, { entries: entries(500, undefined, 2_000) });
    expect(list.scroller.scrollTop).to.equal(0);
    expect(list.visible[0]).to.equal('e2000');
  });

  describe('anchored at the end', () => {
    const atEnd = ({ scroller }: TestList): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;

    it('begins at its end', async () => {
      // Fails when a conversation begins at its top, or at an end that was reckoned by estimates.
      const list = await make({ entries: entries(500), anchor: 'end' });
      expect(atEnd(list)).to.be.lessThan(2);
      expect(list.visible.at(-1)).to.equal('e499');
      expect(list.list.atEnd).to.equal(true);
      expectContiguous(list);
    });

    it('begins at its end when the entries come later', async () => {
      // Fails when the place to begin at is settled while the list is still empty.
      const list = await make({ entries: [], anchor: 'end' });
      await change(list, { entries: entries(500) });
      expect(list.visible.at(-1)).to.equal('e499');
      expect(atEnd(list)).to.be.lessThan(2);
    });

    it('never shows its beginning on the way', async () => {
      // Fails when the top is rendered first and then scrolled away from: the oldest messages are loaded for nothing.
      const list = await make({ entries: [], anchor: 'end' });
      const first = list.ranges.length;
      await change(list, { entries: entries(500) });
      expect(list.ranges[first]!.first).to.be.greaterThan(400);
    });

    it('stays there while entries are added and grow', async () => {
      // Fails when a new message, or a picture that gets its height late, pushes the end out of sight.
      const list = await make({ entries: entries(100), anchor: 'end' });
      for (let i = 0; i < 4; i++) {
        await change(list, { entries: [...list.entries, { id: `n${i}`, height: 20 + i * 70 }] });
        expect(list.visible.at(-1)).to.equal(`n${i}`);
        expect(atEnd(list)).to.be.lessThan(2);
      }
      (list.rows.at(-1)!.firstElementChild as HTMLElement).style.height = '280px';
      await settled(list);
      expect(atEnd(list)).to.be.lessThan(2);
    });

    it('stays where one has scrolled to while entries are added', async () => {
      // Fails when a new message pulls who reads older ones to the end.
      const list = await make({ entries: entries(100), anchor: 'end' });
      await scroll(list, 1_000);
      const id = list.visible[1]!;
      const top = list.topOf(id);
      await change(list, { entries: [...list.entries, { id: 'new', height: 80 }] });
      expect(list.topOf(id)).to.be.closeTo(top!, 1);
      expect(list.list.atEnd).to.equal(false);
    });

    it('does not jump when older entries come before', async () => {
      // Fails when a page of older messages pushes away what is read, at once or when its heights are measured.
      const list = await make({ entries: entries(60, undefined, 1_000), anchor: 'end' });
      await scroll(list, 100);
      for (let page = 1; page <= 3; page++) {
        const id = list.visible[0]!;
        const top = list.topOf(id);
        await change(list, { entries: [...entries(40, undefined, 1_000 - page * 40), ...list.entries] });
        expect(list.topOf(id)).to.be.closeTo(top!, 1, `page ${page}`);
        await scroll(list, list.scroller.scrollTop - 150);
      }
    });

    it('stays at its end when older entries come before', async () => {
      // Fails when the scroll position does not grow by what comes before, or by its estimated height only.
      const list = await make({ entries: entries(30, undefined, 1_000), anchor: 'end' });
      await change(list, { entries: [...entries(40), ...list.entries] });
      expect(list.visible.at(-1)).to.equal('e1029');
      expect(atEnd(list)).to.be.lessThan(2);
    });

    it('scrolls to its end when asked to', async () => {
      // Fails when the end is reckoned by estimates and not corrected by what is measured there.
      const list = await make({ entries: entries(400), anchor: 'end' });
      await scroll(list, 500);
      list.list.scrollToEnd();
      await waitUntil(() => list.visible.at(-1) === 'e399');
      expect(atEnd(list)).to.be.lessThan(2);
    });

    it('is at its end anew in another conversation', async () => {
      // Fails when `reset` leaves the list where the last conversation was scrolled to.
      const list = await make({ entries: entries(400), anchor: 'end' });
      await scroll(list, 500);
      list.list.reset();
      await change(list, { entries: entries(200, undefined, 5_000) });
      expect(list.visible.at(-1)).to.equal('e5199');
    });
  });

  describe('hidden and moved', () => {
    it('renders once it is shown', async () => {
      // Fails when a height of zero at first is taken for good: nothing watches for the list to be shown.
      const list = document.createElement('test-windowed-list') as TestList;
      list.entries = entries(100);
      list.style.display = 'none';
      (await fixture(html`<div></div>`)).append(list);
      await settled(list);
      list.style.display = '';
      await settled(list);
      expect(list.visible[0]).to.equal('e0');
    });

    it('begins at its end when it was hidden at first', async () => {
      // Fails when a hidden list counts as placed, and begins at its top when it is shown.
      const list = document.createElement('test-windowed-list') as TestList;
      Object.assign(list, { entries: entries(100), anchor: 'end' });
      list.style.display = 'none';
      (await fixture(html`<div></div>`)).append(list);
      await settled(list);
      expect(list.rows.length).to.equal(0);
      list.style.display = '';
      await settled(list);
      expect(list.visible.at(-1)).to.equal('e99');
    });

    for (const [name, hide, show] of [
      ['hidden', (l: TestList) => (l.style.display = 'none'), (l: TestList) => (l.style.display = '')],
      ['taken out', (l: TestList) => l.remove(), (l: TestList, parent: Element) => parent.append(l)],
    ] as const) {
      it(`stays where it was when it is ${name} for a while`, async () => {
        // Fails when the zero of a hidden or detached scroller overwrites the place, or the place is not set again on return.
        const list = await make({ entries: entries(400) });
        const parent = list.parentElement!;
        await scroll(list, 5_000);
        const id = list.visible[1]!;
        const top = list.topOf(id);
        hide(list);
        await settled(list);
        show(list, parent);
        // As other browsers do by themselves.
        list.scroller.scrollTop = 0;
        await settled(list);
        expect(list.topOf(id)).to.be.closeTo(top!, 1);
      });

      it(`stays at its end when it is ${name} while entries are added`, async () => {
        // Fails when being at the end is not remembered from before, or what came meanwhile is not followed on return.
        const list = await make({ entries: entries(400), anchor: 'end' });
        const parent = list.parentElement!;
        hide(list);
        await change(list, { entries: [...list.entries, ...entries(3, undefined, 900)] });
        show(list, parent);
        await settled(list);
        expect(list.visible.at(-1)).to.equal('e902');
      });
    }

    it('works on when it is moved in one go', async () => {
      // Fails when the place is lost with the old parent, or what was listened to there is not taken up again.
      const list = await make({ entries: entries(400) });
      await scroll(list, 3_000);
      const id = list.visible[0];
      const other = await fixture(html`<div></div>`);
      other.append(list);
      await settled(list);
      expect(list.visible[0]).to.equal(id);
      await scroll(list, 6_000);
      expectContiguous(list);
      expect(list.visible.length).to.be.greaterThan(2);
    });
  });
});
