import {
  closestCenter,
  DndContext,
  DragOverlay,
  getFirstCollision,
  pointerWithin,
  PointerSensor,
  rectIntersection,
  useDroppable,
  useSensor,
  useSensors,
  type CollisionDetection,
  type DragEndEvent,
  type DragOverEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { createElement as h, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Contender } from './contender.js';
import { Card, columnsOf, Head, moved, reactContender, type Columns, type Stage } from './react-board.js';
import type { Sample, SampleDeal } from './sample.js';

type Names = ReadonlyMap<string, string>;

const Entry = memo(function Entry({ deal, names }: { readonly deal: SampleDeal; readonly names: Names }) {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id: deal.id });
  const style = { transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined, transition };
  return h(
    'li',
    { ref: setNodeRef, style, ...attributes, ...listeners, className: `entry ${isDragging ? 'held' : ''}` },
    h(Card, { deal, names }),
  );
});

interface ColumnProps {
  readonly stage: Stage;
  readonly deals: readonly SampleDeal[];
  readonly names: Names;
}

const Column = memo(function Column({ stage, deals, names }: ColumnProps) {
  const { setNodeRef } = useDroppable({ id: stage.id });
  const items = useMemo(() => deals.map(({ id }) => id), [deals]);
  return h(
    'section',
    { className: 'column' },
    h(Head, { stage, deals }),
    h(SortableContext, {
      items,
      strategy: verticalListSortingStrategy,
      children: h(
        'ul',
        { ref: setNodeRef, className: 'list' },
        deals.map((deal) => h(Entry, { key: deal.id, deal, names })),
      ),
    }),
  );
});

const columnOf = (columns: Columns, id: string) =>
  id in columns ? id : Object.keys(columns).find((key) => columns[key]!.some((deal) => deal.id === id));

function put(columns: Columns, active: string, over: string, sameColumn: boolean): Columns {
  const from = columnOf(columns, active);
  const to = columnOf(columns, over);
  if (!from || !to || (from === to) !== sameColumn || active === over) return columns;
  const at = columns[to]!.findIndex(({ id }) => id === over);
  return moved(columns, active, from, to, at < 0 ? columns[to]!.length : at);
}

/**
 * What the card is over, as the library's own example of several lists finds it: without the memory of the last place, a card that has
 * just changed its list goes to and fro until React gives up.
 */
function useCollisions(columns: Columns) {
  const last = useRef<UniqueIdentifier>(undefined);
  const hasJustMoved = useRef(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => (hasJustMoved.current = false));
    return () => cancelAnimationFrame(frame);
  }, [columns]);
  const detect: CollisionDetection = useCallback(
    (args) => {
      const under = pointerWithin(args);
      let over = getFirstCollision(under.length > 0 ? under : rectIntersection(args), 'id');
      if (over !== null) {
        const deals = columns[over];
        if (deals && deals.length > 0) {
          const own = new Set<UniqueIdentifier>(deals.map(({ id }) => id));
          over = closestCenter({ ...args, droppableContainers: args.droppableContainers.filter(({ id }) => own.has(id)) })[0]?.id ?? over;
        }
        last.current = over;
        return [{ id: over }];
      }
      if (hasJustMoved.current) last.current = args.active.id;
      return last.current === undefined ? [] : [{ id: last.current }];
    },
    [columns],
  );
  return { detect, hasJustMoved };
}

function Board({ sample, names }: { readonly sample: Sample; readonly names: Names }) {
  const [columns, setColumns] = useState(() => columnsOf(sample));
  const [held, setHeld] = useState<SampleDeal>();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const { detect, hasJustMoved } = useCollisions(columns);
  const settle = ({ active, over }: DragOverEvent | DragEndEvent, sameColumn: boolean) => {
    const next = over ? put(columns, String(active.id), String(over.id), sameColumn) : columns;
    if (next === columns) return;
    hasJustMoved.current = true;
    setColumns(next);
  };
  return h(
    DndContext,
    {
      sensors,
      collisionDetection: detect,
      onDragStart: ({ active }) => setHeld(sample.deals.find(({ id }) => id === active.id)),
      onDragOver: (event) => settle(event, false),
      onDragEnd: (event) => {
        setHeld(undefined);
        settle(event, true);
      },
      onDragCancel: () => setHeld(undefined),
    },
    h(
      'div',
      { className: 'board' },
      sample.stages.map((stage) => h(Column, { key: stage.id, stage, deals: columns[stage.id]!, names })),
    ),
    h(DragOverlay, {}, held && h('div', { className: 'dragged' }, h(Card, { deal: held, names }))),
  );
}

export const dndKit = (count: number): Contender => reactContender(count, (sample, names) => h(Board, { sample, names }), '.dragged');
