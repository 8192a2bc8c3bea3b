import { expect } from 'chai';
import { CrmError } from '../errors.js';
import { decodeCursor, decodeToken, encodeCursor, encodeToken, fingerprint, type Position } from './cursor.js';

const refusal = (call: () => unknown): CrmError => {
  try {
    call();
  } catch (error) {
    return error as CrmError;
  }
  throw new Error('It was not refused.');
};

describe('cursors', () => {
  it('come back as they were, whatever the texts hold', () => {
    const positions: Position[] = [
      { values: [], id: 'a' },
      { values: [null, -1.5], id: 'ü"\\\u0000' },
      { values: [true, 'lone \ud800 surrogate'], id: '\udfff😀' },
      { values: ['x'], id: 'y', inclusive: true },
    ];
    for (const position of positions) expect(decodeCursor('mark', encodeCursor('mark', position), 'after', position.values.length)).to.deep.equal(position);
  });

  it('are plain ASCII that needs no escaping in an address', () => {
    expect(encodeCursor('m', { values: ['💩ÿ\uffff', 1], id: '??>>' })).to.match(/^[A-Za-z0-9_-]+$/);
  });

  it('are refused with their field where they come from elsewhere', () => {
    const own = encodeCursor('mark', { values: [1], id: 'a' });
    const foreign = [encodeCursor('other', { values: [1], id: 'a' }), encodeCursor('mark', { values: [], id: 'a' }), encodeToken(['mark', [{}], 'a']), encodeToken(['mark', [1], 5]), encodeToken({}), '', '%', `${own}A`];
    for (const cursor of foreign) expect(refusal(() => decodeCursor('mark', cursor, 'before', 1)), cursor).to.include({ code: 'VALIDATION', field: 'before' });
    expect(decodeToken('*')).to.equal(undefined);
  });

  it('have a mark that differs with what was asked', () => {
    const marks = [['a'], ['b'], ['a', null], [['a']], [1], ['1'], []].map(fingerprint);
    expect(new Set(marks).size).to.equal(marks.length);
    expect(fingerprint(['a'])).to.equal(marks[0]);
  });
});
