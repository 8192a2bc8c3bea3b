export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
export type Point = { readonly x: number; readonly y: number };

export const holds = (box: Box, { x, y }: Point): boolean => x >= box.left && x < box.right && y >= box.top && y < box.bottom;

/** The part that both have; undefined when there is none. */
export function overlap(a: Box, b: Box): Box | undefined {
  const both = {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
  return both.right > both.left && both.bottom > both.top ? both : undefined;
}

export type EntryBox = { readonly index: number; readonly key?: string | undefined; readonly box: Box };

export type Axis = 'block' | 'inline';

/** The entry before which a point lies; undefined when it lies after all of them. Entries are in their order. */
export function entryAfter(entries: readonly EntryBox[], { x, y }: Point, axis: Axis, rtl: boolean): EntryBox | undefined {
  return entries.find(({ box }) => {
    if (axis === 'block') return y < (box.top + box.bottom) / 2;
    const middle = (box.left + box.right) / 2;
    return rtl ? x > middle : x < middle;
  });
}

/** px from an edge in which a list scrolls by itself. */
export const edge = 56;
/** px a second, at the very edge and after the ramp. */
export const fastest = 1_400;
/** ms until the full speed. */
export const ramp = 900;

/**
 * How fast to scroll, in px a second, while a pointer is at `at` between the edges `from` and `to`: faster the nearer it is to the
 * edge and the longer it has been there. Beyond an edge it is as if at the edge. Small lists have small edges.
 */
export function scrollSpeed(at: number, from: number, to: number, elapsed: number): number {
  const zone = Math.min(edge, (to - from) / 4);
  if (zone <= 0) return 0;
  const depth = at < from + zone ? at - (from + zone) : at > to - zone ? at - (to - zone) : 0;
  const near = Math.min(Math.abs(depth) / zone, 1);
  const time = 0.25 + 0.75 * Math.min(elapsed / ramp, 1);
  return Math.sign(depth) * near * near * time * fastest;
}
