interface Point {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** On which side of the line from `a` to `b` a point lies: the sign tells, 0 is on it. */
const side = (a: Point, b: Point, point: Point): number => (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);

/** Whether a point lies in a triangle, its edges included. */
function isInTriangle(corners: readonly [Point, Point, Point], point: Point): boolean {
  const [a, b, c] = corners;
  const sides = [side(a, b, point), side(b, c, point), side(c, a, point)];
  return sides.every((value) => value >= 0) || sides.every((value) => value <= 0);
}

/**
 * Whether a pointer that left at `from` and is at `point` may be on its way to a box: it lies between the lines from where it left to the
 * corners of the box. All in px of the viewport.
 */
export function isOnTheWay(from: Point, point: Point, { left, top, right, bottom }: Box): boolean {
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ] as const;
  // What lies between the lines to all corners lies in the triangle with one of the edges or of the diagonals.
  return corners.some((a, i) => corners.slice(i + 1).some((b) => isInTriangle([from, a, b], point)));
}
