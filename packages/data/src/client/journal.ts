import type { CollectionName, Json, StoredRecord } from '@crm-elements/schema';
import type { Operation } from '../contract.js';
import { sameJson } from '../engine/batch.js';
import type { RecordWrite } from '../engine/commit.js';
import { CrmError } from '../errors.js';
import { changedFields, valueAt, type FieldChange } from './changes.js';
import { dealMoveFields, dealPlaceFields, stageChangeBack } from './deal-moves.js';
import { trashRecord, untrash } from './trash.js';
import type { Reader } from './write.js';
import type { Draft, Writer } from './writer.js';

/** Steps that can be undone, at least. */
const journalLength = 100;

/** What a step did to one record. */
type StepPart =
  | { kind: 'created'; collection: string; id: string; record: StoredRecord }
  | { kind: 'deleted'; collection: string; id: string; record: StoredRecord }
  | { kind: 'changed'; collection: string; id: string; fields: FieldChange[] };

interface WrittenStep {
  command: string;
  parts: StepPart[];
}

/** A step of several commits, or of records that others lay claim to, which knows itself how it is taken back and done again. */
export interface OwnStep {
  command: string;
  undo(): Promise<UndoResult>;
  redo(): Promise<UndoResult>;
}

type JournalStep = WrittenStep | OwnStep;

/** Records that follow from others, or are made for good: a step does not take them back. */
const keptForGood: ReadonlySet<string> = new Set<CollectionName>(['stageChanges', 'auditEvents', 'activities', 'messages', 'trash', 'preferences', 'drafts']);

export interface SkippedPart {
  collection: string;
  id: string;
  /** Somebody changed it since, or it is gone, or it was made anew. */
  reason: 'changed' | 'gone' | 'exists';
  /** The fields that were left as they are. */
  fields?: string[];
}

/** What undoing or redoing a step came to: "998 of 1,000 undone; 2 changed since". */
export interface UndoResult {
  /** The command that was undone or redone. */
  command: string;
  /** Records put back, at least in part. */
  done: number;
  total: number;
  skipped: SkippedPart[];
}

function partOf({ collection, id, before, after }: RecordWrite): StepPart[] {
  if (keptForGood.has(collection)) return [];
  if (!before && after) return [{ kind: 'created', collection, id, record: after }];
  if (before && !after) return [{ kind: 'deleted', collection, id, record: before }];
  if (!before || !after) return [];
  const fields = changedFields(before, after);
  return fields.length > 0 ? [{ kind: 'changed', collection, id, fields }] : [];
}

/** The fields of a change that still hold what the step wrote. A deal's move is taken back as a whole or not at all. */
function unchangedFields(collection: string, current: StoredRecord, fields: readonly FieldChange[]): FieldChange[] {
  const held = fields.filter(({ path, after }) => sameJson(valueAt(current, path), after));
  if (collection !== 'deals') return held;
  const isMove = ({ path }: FieldChange) => dealMoveFields.has(path);
  return fields.filter(isMove).every((field) => held.includes(field)) ? held : held.filter((field) => !isMove(field));
}

/** The undo list of one client, in memory. */
export class Journal {
  readonly #undo: JournalStep[] = [];
  readonly #redo: JournalStep[] = [];
  readonly #onChange: () => void;
  readonly #instanceOf: () => string;
  /** The store that the steps were made in: they say nothing of one that stands in its place. */
  #instance = '';

  /** @param instanceOf the instance of the store as it is now */
  constructor(onChange: () => void, instanceOf: () => string) {
    this.#onChange = onChange;
    this.#instanceOf = instanceOf;
  }

  get #isCurrent(): boolean {
    return this.#instance === this.#instanceOf();
  }

  get canUndo(): boolean {
    return this.#isCurrent && this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#isCurrent && this.#redo.length > 0;
  }

  /** The command that `undo` would take back. */
  get next(): string | undefined {
    return this.canUndo ? this.#undo.at(-1)!.command : undefined;
  }

  #forget(): void {
    this.#undo.length = 0;
    this.#redo.length = 0;
  }

  record(command: string, writes: readonly RecordWrite[]): void {
    const parts = writes.flatMap(partOf);
    if (parts.length > 0) this.add({ command, parts });
  }

  add(step: JournalStep): void {
    if (!this.#isCurrent) this.#forget();
    this.#instance = this.#instanceOf();
    this.#push(this.#undo, step);
    this.#redo.length = 0;
    this.#onChange();
  }

  #push(list: JournalStep[], step: JournalStep): void {
    list.push(step);
    if (list.length > journalLength) list.shift();
  }

  /**
   * Takes the last step back; `undefined` when there is none.
   * @throws CrmError LOST where another store stands in the place of the one that it was done in
   */
  undo(writer: Writer, context: InverseContext): Promise<UndoResult | undefined> {
    return this.#turn(this.#undo, this.#redo, 'undo', writer, context);
  }

  /** Does again what was undone last; `undefined` when there is nothing. */
  redo(writer: Writer, context: InverseContext): Promise<UndoResult | undefined> {
    return this.#turn(this.#redo, this.#undo, 'redo', writer, context);
  }

  async #turn(from: JournalStep[], to: JournalStep[], verb: 'undo' | 'redo', writer: Writer, context: InverseContext): Promise<UndoResult | undefined> {
    const step = from.at(-1);
    if (!step) return undefined;
    if (!this.#isCurrent) {
      this.#forget();
      this.#onChange();
      throw new CrmError('LOST', 'The store was emptied or restored since. What was done before cannot be undone or done again.');
    }
    const { result, inverse } = 'parts' in step ? await this.#invert(step, verb, writer, context) : { result: await step[verb](), inverse: step };
    // Only now: a step that could not be undone for a fault stays on the list.
    from.splice(from.indexOf(step), 1);
    if (inverse) this.#push(to, inverse);
    this.#onChange();
    return result;
  }

  async #invert(step: WrittenStep, verb: string, writer: Writer, context: InverseContext): Promise<{ result: UndoResult; inverse: WrittenStep | undefined }> {
    let skipped: SkippedPart[] = [];
    const { writes } = await writer.commit(
      `${verb} ${step.command}`,
      async (reader) => {
        const inverse = await inverseOf(step, reader, context);
        skipped = inverse.skipped;
        return inverse.draft;
      },
      { journaled: false },
    );
    const { command } = step;
    const parts = writes.flatMap(partOf);
    const total = step.parts.length;
    const untouched = new Set(skipped.filter(({ fields }) => !fields).map(({ collection, id }) => `${collection}/${id}`));
    return { result: { command, done: total - untouched.size, total, skipped }, inverse: parts.length > 0 ? { command, parts } : undefined };
  }
}

export interface InverseContext {
  newId: () => string;
  now: () => string;
  byId: string;
}

async function inverseOf(step: WrittenStep, reader: Reader, context: InverseContext): Promise<{ draft: Draft; skipped: SkippedPart[] }> {
  const skipped: SkippedPart[] = [];
  const ops: Operation[] = [];
  const loggedElsewhere = new Set<string>();
  const restored = new Set<string>();
  const ids = new Map<string, string[]>();
  for (const { collection, id } of step.parts) ids.set(collection, [...(ids.get(collection) ?? []), id]);
  for (const [collection, list] of ids) await reader.load(collection, list);
  for (const part of step.parts) {
    const { collection, id } = part;
    const current = reader.known(collection, id);
    if (part.kind === 'deleted') {
      if (current) skipped.push({ collection, id, reason: 'exists' });
      else {
        const back = await untrash(reader, collection, part.record);
        if (back.length === 0) skipped.push({ collection, id, reason: 'gone' });
        else restored.add(`${collection}/${id}`);
        ops.push(...back);
      }
      continue;
    }
    if (!current) {
      skipped.push({ collection, id, reason: 'gone' });
      continue;
    }
    if (part.kind === 'created') {
      if (changedFields(part.record, current).length > 0) skipped.push({ collection, id, reason: 'changed' });
      else ops.push(...(await trashRecord(reader, collection, current, context)));
      continue;
    }
    const held = unchangedFields(collection, current, part.fields);
    const left = part.fields.filter((field) => !held.includes(field)).map(({ path }) => path);
    if (left.length > 0) skipped.push({ collection, id, reason: 'changed', ...(held.length > 0 && { fields: left }) });
    if (held.length === 0) continue;
    ops.push(patchBack(collection, id, held));
    if (collection === 'deals' && held.some(({ path }) => path === 'stageId')) {
      ops.push(await stageChangeBack(reader, current, held, context));
      if (held.every(({ path }) => dealMoveFields.has(path) || dealPlaceFields.has(path))) loggedElsewhere.add(`${collection}/${id}`);
    }
  }
  return { draft: { ops, loggedElsewhere, restored, undoable: false }, skipped };
}

function patchBack(collection: string, id: string, fields: readonly FieldChange[]): Operation {
  const set: Record<string, Json> = {};
  const unset: string[] = [];
  for (const { path, before } of fields) {
    if (before === undefined) unset.push(path);
    else set[path] = before;
  }
  return { op: 'patch', collection, id, set, unset };
}
