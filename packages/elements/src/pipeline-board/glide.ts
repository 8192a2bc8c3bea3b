/** Where cards are seen, by their deals. */
export type CardPlaces = Map<string, DOMRect>;

const longestMs = 200;

/** Cards that moved since, glide from where they were. Those that changed columns glide above everything, as columns clip what is in them. */
export function glide(before: CardPlaces, after: Iterable<readonly [dealId: string, entry: HTMLElement]>, layer: HTMLElement): void {
  const moved: { entry: HTMLElement; from: DOMRect; to: DOMRect }[] = [];
  // First all that is read, then what is written.
  for (const [dealId, entry] of after) {
    const from = before.get(dealId);
    const card = entry.querySelector<HTMLElement>('.card');
    if (!from || !card) continue;
    const to = card.getBoundingClientRect();
    if (Math.abs(from.left - to.left) < 2 && Math.abs(from.top - to.top) < 2) continue;
    moved.push({ entry, from, to });
  }
  const origin = moved.length > 0 ? layer.getBoundingClientRect() : undefined;
  for (const { entry, from, to } of moved) {
    const options = { duration: longestMs, easing: 'cubic-bezier(0.2, 0, 0, 1)' };
    if (Math.abs(from.left - to.left) < to.width / 2) {
      entry.animate([{ transform: `translate(${from.left - to.left}px, ${from.top - to.top}px)` }, { transform: 'none' }], options);
      continue;
    }
    const ghost = entry.querySelector<HTMLElement>('.card')!.cloneNode(true) as HTMLElement;
    for (const node of [ghost, ...ghost.querySelectorAll('*')]) for (const name of ['id', 'aria-labelledby']) node.removeAttribute(name);
    ghost.inert = true;
    ghost.ariaHidden = 'true';
    ghost.classList.add('gliding');
    Object.assign(ghost.style, {
      left: `${to.left - origin!.left}px`,
      top: `${to.top - origin!.top}px`,
      width: `${to.width}px`,
      height: `${to.height}px`,
    });
    layer.append(ghost);
    const hidden = entry.animate([{ opacity: 0 }, { opacity: 0 }], options);
    const flight = ghost.animate(
      [{ transform: `translate(${from.left - to.left}px, ${from.top - to.top}px)` }, { transform: 'none' }],
      options,
    );
    const land = () => {
      ghost.remove();
      hidden.cancel();
    };
    flight.finished.then(land, land);
  }
}

/** Where the cards of some entries are seen now. */
export function placesOf(entries: Iterable<HTMLElement>): CardPlaces {
  const places: CardPlaces = new Map();
  for (const entry of entries) {
    const card = entry.querySelector('.card');
    if (card) places.set(entry.dataset.key!, card.getBoundingClientRect());
  }
  return places;
}
