import { expect } from 'chai';
import { placeBox } from './anchored.js';

const view = { width: 800, height: 600 };
const size = { width: 200, height: 100 };
const anchor = (left: number, top: number) => ({ left, top, right: left + 80, bottom: top + 30 });

describe('placeBox', () => {
  // Fails when a box is moved although it has room on its wished side.
  it('lies below, at the start', () => expect(placeBox(anchor(100, 100), size, view, {}, false)).to.deep.equal({ left: 100, top: 130 }));
  // Fails when `align` is not looked at, or the box begins where the anchor ends instead of ending there.
  it('lies at the end when asked to', () =>
    expect(placeBox(anchor(300, 100), size, view, { align: 'end' }, false)).to.deep.equal({ left: 180, top: 130 }));
  it('is mirrored', () => {
    // Fails when start and end stay left and right where the line runs right to left.
    expect(placeBox(anchor(300, 100), size, view, {}, true).left).to.equal(180);
    expect(placeBox(anchor(300, 100), size, view, { align: 'end' }, true).left).to.equal(300);
  });
  // Fails when the anchor's middle is found without the box's own width.
  it('lies in the middle', () => expect(placeBox(anchor(300, 100), size, view, { align: 'center' }, false).left).to.equal(240));
  // Fails when a box at the bottom is pushed up over its anchor instead of turned to above it.
  it('lies above where there is no room below', () => expect(placeBox(anchor(100, 550), size, view, {}, false).top).to.equal(450));
  it('turns at the edge', () => {
    // Fails when a box that would leave the view is pushed in from there instead of aligned to the anchor's other edge.
    expect(placeBox(anchor(700, 100), size, view, {}, false).left).to.equal(580);
    expect(placeBox(anchor(10, 100), size, view, { align: 'end' }, false).left).to.equal(10);
  });
  it('lies beside, and turns at the edge', () => {
    // Fails when a submenu is pushed over what opened it instead of to its other side, or opens to the right in a mirrored menu.
    expect(placeBox(anchor(100, 100), size, view, { side: 'beside' }, false)).to.deep.equal({ left: 180, top: 100 });
    expect(placeBox(anchor(650, 100), size, view, { side: 'beside' }, false).left).to.equal(450);
    expect(placeBox(anchor(300, 100), size, view, { side: 'beside' }, true).left).to.equal(100);
    expect(placeBox(anchor(100, 100), size, view, { side: 'beside' }, true).left).to.equal(180);
  });
  it('stays in sight where it has room nowhere', () => {
    // Fails when a box that fits on neither side keeps its wished place, and its end is cut off by the view.
    expect(placeBox(anchor(10, 300), { width: 900, height: 500 }, view, {}, false)).to.deep.equal({ left: 0, top: 100 });
  });
});
