import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import { createElement as h, memo, useState } from 'react';
import type { Contender } from './contender.js';
import { Card, columnsOf, Head, moved, reactContender, type Stage } from './react-board.js';
import type { Sample, SampleDeal } from './sample.js';

type Names = ReadonlyMap<string, string>;

interface EntriesProps {
  readonly deals: readonly SampleDeal[];
  readonly names: Names;
}

/** Rendered anew only when its deals change, as the library's guide advises. */
const Entries = memo(function Entries({ deals, names }: EntriesProps) {
  return deals.map((deal, index) =>
    h(Draggable, {
      key: deal.id,
      draggableId: deal.id,
      index,
      children: ({ innerRef, draggableProps, dragHandleProps }, { isDragging }) =>
        h(
          'li',
          { ref: innerRef, ...draggableProps, ...dragHandleProps, className: `entry ${isDragging ? 'dragged' : ''}` },
          h(Card, { deal, names }),
        ),
    }),
  );
});

function Column({ stage, deals, names }: EntriesProps & { readonly stage: Stage }) {
  return h(
    'section',
    { className: 'column' },
    h(Head, { stage, deals }),
    h(Droppable, {
      droppableId: stage.id,
      children: ({ innerRef, droppableProps, placeholder }) =>
        h('ul', { ref: innerRef, ...droppableProps, className: 'list' }, h(Entries, { deals, names }), placeholder),
    }),
  );
}

function Board({ sample, names }: { readonly sample: Sample; readonly names: Names }) {
  const [columns, setColumns] = useState(() => columnsOf(sample));
  const onDragEnd = ({ draggableId, source, destination }: DropResult) => {
    if (destination) setColumns((before) => moved(before, draggableId, source.droppableId, destination.droppableId, destination.index));
  };
  return h(DragDropContext, {
    onDragEnd,
    children: h(
      'div',
      { className: 'board' },
      sample.stages.map((stage) => h(Column, { key: stage.id, stage, deals: columns[stage.id]!, names })),
    ),
  });
}

export const helloPangea = (count: number): Contender => reactContender(count, (sample, names) => h(Board, { sample, names }), '.dragged');
