export type DismissReason = 'escape' | 'outside';

export type Layer = {
  /** What is open. What happens inside it is not outside. */
  readonly element: HTMLElement;
  /** What opened it; presses on it are left to its own toggle. */
  readonly opener?: HTMLElement | null | undefined;
  /** Whether a press outside closes it. Default false. */
  readonly light?: boolean;
  /** Closes it. The layer goes on being open until what `openLayer` gave back is called. */
  readonly dismiss: (reason: DismissReason) => void;
};

/**
 * Puts a layer (menu, popover, dialog, drag) on top of what is open: Escape dismisses the topmost only and goes no further, a
 * press outside dismisses the light ones it is outside of. Gives back how to take the layer away.
 *
 * Copies of this module share a page without sharing state: each layer has listeners of its own, which a browser calls in the
 * order of opening, and first of all each puts itself onto a list that the event carries. The second listeners find there what
 * lies on top of them, whosoever it is.
 */
export function openLayer(layer: Layer): () => void {
  const { element, opener, light = false, dismiss } = layer;
  const listening = new AbortController();
  const early = { capture: true, signal: listening.signal };
  const mine: Entry = { inside: false };

  const enlist = (event: Event): void => {
    const path = event.composedPath();
    mine.inside = path.includes(element) || (!!opener && path.includes(opener));
    entriesOf(event).push(mine);
  };
  const escape = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    dismiss('escape');
  };
  const isTop = (event: KeyboardEvent): boolean => event.key === 'Escape' && !event.isComposing && entriesOf(event).at(-1) === mine;

  window.addEventListener('keydown', (event) => event.key === 'Escape' && enlist(event), early);
  window.addEventListener('pointerdown', enlist, early);
  document.addEventListener(
    'keydown',
    (event) => {
      // From inside it comes up through what the layer holds, which may have a use for it.
      if (isTop(event) && !event.composedPath().includes(element)) escape(event);
    },
    early,
  );
  element.addEventListener('keydown', (event) => isTop(event) && !event.defaultPrevented && escape(event), { signal: listening.signal });
  document.addEventListener(
    'pointerdown',
    (event) => {
      const entries = entriesOf(event);
      // Inside this one, or inside one that lies on top of it.
      if (light && !entries.slice(entries.indexOf(mine)).some(({ inside }) => inside)) dismiss('outside');
    },
    early,
  );
  return () => listening.abort();
}

type Entry = { inside: boolean };

const onTop = Symbol.for('@crm-elements/layers');

/** The layers that are open, the topmost last. They travel with the event, as there is no other place that copies share. */
function entriesOf(event: Event & { [onTop]?: Entry[] }): Entry[] {
  return (event[onTop] ??= []);
}
