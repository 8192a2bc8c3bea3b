/** How many of the items come first, given that those which do stand before all others. */
export function partitionPoint(length: number, comesFirst: (i: number) => boolean): number {
  let from = 0;
  let to = length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (comesFirst(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}
