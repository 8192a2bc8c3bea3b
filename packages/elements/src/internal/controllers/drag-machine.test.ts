import { expect } from 'chai';
import { DragMachine, longPress, type DragPointer } from './drag-machine.js';

function machine() {
  const log: string[] = [];
  const note = (name: string) => (pointer?: DragPointer) => void log.push(pointer ? `${name} ${pointer.x},${pointer.y}` : name);
  const machine = new DragMachine({
    lift: note('lift'),
    move: note('move'),
    drop: note('drop'),
    cancel: note('cancel'),
    release: note('release'),
    startTimer: (ms) => void log.push(`timer ${ms}`),
    stopTimer: () => undefined,
  });
  return { machine, log };
}

const mouse = (x: number, y: number, id = 1): DragPointer => ({ id, type: 'mouse', x, y });
const touch = (x: number, y: number, id = 1): DragPointer => ({ id, type: 'touch', x, y });

describe('DragMachine', () => {
  it('lifts with a mouse that moves 4 px, from where it was pressed', () => {
    // Fails when a press that trembles becomes a drag, or it begins where it was lifted.
    const { machine: m, log } = machine();
    m.down(mouse(10, 10));
    m.move(mouse(12, 12));
    expect(m.state).to.equal('pressed');
    m.move(mouse(14, 10));
    m.up(mouse(30, 30));
    expect(log).to.deep.equal(['lift 10,10', 'move 14,10', 'drop 30,30']);
  });

  it('is a press when nothing moved', () => {
    // Fails when a click is taken for a drag.
    const { machine: m, log } = machine();
    m.down(mouse(10, 10));
    m.up(mouse(11, 11));
    expect(log).to.deep.equal(['release']);
    expect(m.state).to.equal('idle');
  });

  it('treats a pen as a mouse', () => {
    // Fails when a pen has to rest first.
    const { machine: m, log } = machine();
    m.down({ ...mouse(0, 0), type: 'pen' });
    m.move({ ...mouse(9, 0), type: 'pen' });
    expect(log[0]).to.equal('lift 0,0');
  });

  it('lifts with a finger only after it has rested', () => {
    // Fails when a touch drags at once.
    const { machine: m, log } = machine();
    m.down(touch(0, 0));
    expect(log).to.deep.equal([`timer ${longPress}`]);
    m.move(touch(5, 5));
    m.elapsed();
    m.move(touch(50, 5));
    m.up(touch(50, 5));
    expect(log.slice(1)).to.deep.equal(['lift 0,0', 'move 50,5', 'drop 50,5']);
  });

  it('takes a finger that moves more than 8 px for scrolling', () => {
    // Fails when the page cannot be scrolled from a card.
    const { machine: m, log } = machine();
    m.down(touch(0, 0));
    m.move(touch(0, 9));
    m.elapsed();
    m.move(touch(0, 90));
    expect(log.slice(1)).to.deep.equal(['release']);
    expect(m.state).to.equal('idle');
  });

  it('never lifts a finger by moving, however far it goes before the time', () => {
    // Fails when a fast finger drags.
    const { machine: m, log } = machine();
    m.down(touch(0, 0));
    m.move(touch(300, 0));
    m.up(touch(300, 0));
    expect(log.slice(1)).to.deep.equal(['release']);
  });

  it('hears the first pointer only', () => {
    // Fails when a second finger moves what the first one drags.
    const { machine: m, log } = machine();
    m.down(mouse(0, 0));
    m.down(mouse(5, 5, 2));
    m.move(mouse(50, 5, 2));
    m.up(mouse(50, 5, 2));
    expect(log).to.deep.equal([]);
    m.move(mouse(9, 0));
    m.move(mouse(99, 0, 2));
    m.up(mouse(99, 0, 2));
    expect(m.state).to.equal('dragging');
    expect(log).to.deep.equal(['lift 0,0', 'move 9,0']);
  });

  it('tells a drag that is cancelled from a press that is', () => {
    // Fails when a cancelled press is told as a drag.
    const { machine: m, log } = machine();
    m.down(mouse(0, 0));
    m.cancel();
    m.down(mouse(0, 0));
    m.move(mouse(9, 0));
    m.cancel();
    m.cancel();
    m.up(mouse(9, 0));
    expect(log).to.deep.equal(['release', 'lift 0,0', 'move 9,0', 'cancel']);
  });

  it('can begin anew after each end', () => {
    // Fails when a state of the last one is left.
    const { machine: m, log } = machine();
    for (let i = 0; i < 2; i++) {
      m.down(mouse(0, 0));
      m.move(mouse(9, 0));
      m.up(mouse(9, 0));
    }
    expect(log).to.deep.equal(['lift 0,0', 'move 9,0', 'drop 9,0', 'lift 0,0', 'move 9,0', 'drop 9,0']);
  });
});
