import { expect } from 'chai';
import { rovingMove, typeAhead, type RovingShape } from './roving-focus.js';

const list: RovingShape = { count: 5, columns: 1, perRow: 1, orientation: 'vertical', page: 3, wrap: false, rtl: false };
const grid: RovingShape = { ...list, columns: 4 };
const tiles: RovingShape = { ...list, count: 10, perRow: 4 };
const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const ctrl = { ...none, ctrlKey: true };

type Case = [string, RovingShape, string, [number, number], [number, number] | undefined, typeof none?];

describe('rovingMove', () => {
  const cases: Case[] = [
    ['down', list, 'ArrowDown', [0, 0], [1, 0]],
    ['up', list, 'ArrowUp', [3, 0], [2, 0]],
    ['not beyond the end', list, 'ArrowDown', [4, 0], [4, 0]],
    ['not before the start', list, 'ArrowUp', [0, 0], [0, 0]],
    ['round', { ...list, wrap: true }, 'ArrowDown', [4, 0], [0, 0]],
    ['round, backwards', { ...list, wrap: true }, 'ArrowUp', [0, 0], [4, 0]],
    ['but not round by a page', { ...list, wrap: true }, 'PageDown', [4, 0], [4, 0]],
    ['to the start', list, 'Home', [3, 0], [0, 0]],
    ['to the end', list, 'End', [1, 0], [4, 0]],
    ['a page down', list, 'PageDown', [0, 0], [3, 0]],
    ['a page down, as far as there is', list, 'PageDown', [3, 0], [4, 0]],
    ['a page up', list, 'PageUp', [4, 0], [1, 0]],
    ['no cells in a list', list, 'ArrowRight', [1, 0], undefined],
    ['along a row of buttons', { ...list, orientation: 'horizontal' }, 'ArrowRight', [1, 0], [2, 0]],
    ['along a row of buttons, mirrored', { ...list, orientation: 'horizontal', rtl: true }, 'ArrowRight', [1, 0], [0, 0]],
    ['not down a row of buttons', { ...list, orientation: 'horizontal' }, 'ArrowDown', [1, 0], undefined],
    ['to the next cell', grid, 'ArrowRight', [1, 1], [1, 2]],
    ['to the next cell, mirrored', { ...grid, rtl: true }, 'ArrowLeft', [1, 1], [1, 2]],
    ['not out of the row', grid, 'ArrowRight', [1, 3], [1, 3]],
    ['in its column', grid, 'ArrowDown', [1, 3], [2, 3]],
    ['to the first cell', grid, 'Home', [2, 3], [2, 0]],
    ['to the last cell', grid, 'End', [2, 1], [2, 3]],
    ['to the first row', grid, 'Home', [2, 3], [0, 0], ctrl],
    ['to the last row', grid, 'End', [2, 1], [4, 3], ctrl],
    ['to the row below among tiles', tiles, 'ArrowDown', [1, 0], [5, 0]],
    ['to the next tile', tiles, 'ArrowRight', [3, 0], [4, 0]],
    ['nowhere beneath the last row of tiles', tiles, 'ArrowDown', [7, 0], [7, 0]],
    ['nowhere with another key', list, 'Enter', [1, 0], undefined],
    ['nowhere with Alt', list, 'ArrowDown', [1, 0], undefined, { ...none, altKey: true }],
    ['nowhere with Shift, which selects', list, 'ArrowDown', [1, 0], undefined, { ...none, shiftKey: true }],
    ['nowhere with Ctrl and an arrow', list, 'ArrowDown', [1, 0], undefined, ctrl],
    ['nowhere in an empty list', { ...list, count: 0 }, 'ArrowDown', [0, 0], undefined],
  ];
  for (const [name, shape, key, [index, column], expected, modifiers = none] of cases) {
    it(`${key}: ${name}`, () => {
      // Fails when the shape does not decide where a key leads, its limits do not hold, or a key is taken that belongs to something else.
      const to = rovingMove({ key, ...modifiers }, { index, column }, shape);
      expect(to && [to.index, to.column]).to.deep.equal(expected);
    });
  }
});

describe('typeAhead', () => {
  const texts = ['Ana', 'Anton', 'Bea', 'Änne', 'Ada'];
  const find = (typed: string, from: number): number | undefined => typeAhead(typed, from, texts.length, (index) => texts[index]!);

  // Fails when a repeated letter is looked for as a word, finds the entry it is on, or does not go round.
  it('leads from one to the next by the same letter', () => expect([find('a', 0), find('a', 1), find('aa', 4)]).to.deep.equal([1, 4, 0]));
  // Fails when a second letter leads on from an entry that begins with both.
  it('stays where a longer word still fits', () => expect([find('an', 0), find('ant', 0)]).to.deep.equal([0, 1]));
  // Fails when only the typed or only the shown text is put in lower case, or only ASCII letters are.
  it('does not mind capitals', () => expect([find('B', 0), find('ä', 0)]).to.deep.equal([2, 3]));
  // Fails when a letter that nothing begins with leads to some entry, such as the one it started from.
  it('finds nothing', () => expect(find('x', 0)).to.equal(undefined));
});
