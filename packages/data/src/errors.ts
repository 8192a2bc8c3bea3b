import type { Json, StoredRecord } from '@crm-elements/schema';

export const errorCodes = [
  'VALIDATION', 'NOT_FOUND', 'CONFLICT', 'CONSTRAINT', 'GATE_REFUSED', 'QUOTA', 'BLOCKED', 'STALE_CODE', 'LOST', 'UNAVAILABLE',
  'CLOSED', 'ABORTED', 'TIMEOUT', 'OFFLINE', 'UNINDEXED', 'UNSUPPORTED', 'FORBIDDEN', 'INTERNAL',
] as const;
/**
 * What went wrong. VALIDATION: the input is not right · NOT_FOUND: no such record · CONFLICT: the record is not as the caller believed ·
 * CONSTRAINT: a unique index or a totals limit · GATE_REFUSED: a rule of the domain · QUOTA: the browser has no room · BLOCKED: another
 * window holds an older store · STALE_CODE: this page runs older code than the store · LOST: the store was emptied, or restored · UNAVAILABLE: the
 * connection broke · CLOSED: after `close()` · ABORTED: by the caller's signal · TIMEOUT · OFFLINE · UNINDEXED: no index serves the
 * query · UNSUPPORTED: this adapter cannot · FORBIDDEN: this actor may not · INTERNAL: a defect.
 */
export type CrmErrorCode = (typeof errorCodes)[number];

const retryableCodes: ReadonlySet<CrmErrorCode> = new Set(['CONFLICT', 'BLOCKED', 'UNAVAILABLE', 'TIMEOUT', 'OFFLINE']);

/** One thing that is wrong with an input. */
export interface ErrorIssue {
  /** Where, dotted: `emails.0.value`. */
  path: string;
  /** The top-level field. */
  field: string;
  code: string;
  message: string;
}

/** A record that is not as the caller believed. */
export interface Conflict {
  collection: string;
  id: string;
  /** As it stands in the store; `null` where it is gone. */
  current: StoredRecord | null;
}

export interface CrmErrorDetails {
  cause?: unknown;
  /** Whether the same call may succeed later; told from the code where it is not given. */
  retryable?: boolean;
  issues?: readonly ErrorIssue[];
  conflicts?: readonly Conflict[];
  /** The collection concerned. */
  collection?: string;
  /** Further data that helps, plain JSON. */
  data?: Json;
}

/** The only kind of error that adapters, the client and the ports throw. */
export class CrmError extends Error {
  override readonly name = 'CrmError';
  readonly code: CrmErrorCode;
  readonly retryable: boolean;
  readonly issues: readonly ErrorIssue[];
  readonly conflicts: readonly Conflict[];
  readonly collection: string | undefined;
  readonly data: Json | undefined;

  constructor(code: CrmErrorCode, message: string, details: CrmErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.retryable = details.retryable ?? retryableCodes.has(code);
    this.issues = details.issues ?? [];
    this.conflicts = details.conflicts ?? [];
    this.collection = details.collection;
    this.data = details.data;
  }

  /** The first field that is wrong, if any. */
  get field(): string | undefined {
    return this.issues[0]?.field;
  }
}

/** A VALIDATION error about one field. */
export function invalid(field: string, message: string, details: Omit<CrmErrorDetails, 'issues'> & { path?: string } = {}): CrmError {
  const { path = field, ...rest } = details;
  return new CrmError('VALIDATION', message, { ...rest, issues: [{ path, field, code: 'invalid', message }] });
}

/** Whatever was thrown, as a {@link CrmError}: itself, or an INTERNAL one (ABORTED for an abort) with the original as its cause. */
export function toCrmError(thrown: unknown): CrmError {
  if (thrown instanceof CrmError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return new CrmError('ABORTED', 'The call was cancelled.', { cause: thrown });
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CrmError('INTERNAL', `Something unexpected went wrong: ${message}`, { cause: thrown });
}

/** What a customer's client refuses. */
export const notOwn = (): CrmError => new CrmError('FORBIDDEN', 'A customer sees and changes their own conversations only.');
