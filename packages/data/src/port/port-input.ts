import { reservedKeys, type TextMark } from '@crm-elements/schema';
import { invalid } from '../errors.js';
import type { PortIdentity, PortLimits, RateCommand, SendCommand, UploadCommand } from './conversation-port.js';

/** A visitor's id and a command's stand together in one token of a store, which takes 128 characters. */
const maxId = 60;
const maxHref = 2_048;
const maxMarks = 200;
const maxAnswers = 50;
const answerBytes = 8 * 1_024;
const commentBytes = 4 * 1_024;
const maxFileName = 255;

/** What is typed is shown to agents while it is short; it is no message. */
export const typingBytes = 2 * 1_024;

const identityLengths = { name: 200, email: 320, phone: 64, language: 35, timeZone: 64 } as const satisfies Record<keyof PortIdentity, number>;

/** Bytes in UTF-8, counted only as far as it matters. */
export const isWithin = (text: string, bytes: number): boolean => text.length <= bytes && new TextEncoder().encode(text).length <= bytes;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export function objectOf(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value;
  throw invalid('command', 'Give the command as an object.');
}

export function idOf(value: unknown, field: string): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= maxId && !reservedKeys.has(value)) return value;
  throw invalid(field, `Give "${field}" a text of 1 to ${maxId} characters.`);
}

function textOf(value: unknown, field: string, bytes: number): string {
  if (typeof value !== 'string') throw invalid(field, `Give "${field}" as a text.`);
  if (!isWithin(value, bytes)) throw invalid(field, `"${field}" is too long: at most ${bytes} bytes. Shorten it or send it in parts.`, { data: { bytes } });
  return value;
}

function shortText(value: unknown, field: string, length: number): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= length) return value;
  throw invalid(field, `Give "${field}" a text of 1 to ${length} characters.`);
}

function listOf(value: unknown, field: string, most: number): unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.length <= most) return value as unknown[];
  throw invalid(field, `Give "${field}" as a list of at most ${most}.`);
}

const markTypes: ReadonlySet<unknown> = new Set(['bold', 'italic', 'code', 'link'] satisfies TextMark['type'][]);

function markOf(value: unknown, text: string): TextMark {
  const { type, start, end, href } = isObject(value) ? value : {};
  const fits = Number.isInteger(start) && Number.isInteger(end) && (start as number) >= 0 && (start as number) < (end as number) && (end as number) <= text.length;
  if (!markTypes.has(type) || !fits) throw invalid('marks', 'A mark is bold, italic, code or link, and lies within the text.');
  if (href !== undefined && (typeof href !== 'string' || href.length > maxHref)) throw invalid('marks', `The address of a link is a text of at most ${maxHref} characters.`);
  return { type: type as TextMark['type'], start: start as number, end: end as number, ...(href !== undefined && { href }) };
}

function answersOf(value: unknown): Record<string, string | number | boolean> {
  const entries = isObject(value) ? Object.entries(value) : [];
  const right = ([name, answer]: [string, unknown]) =>
    name !== '' && name.length <= 64 && !reservedKeys.has(name) &&
    (typeof answer === 'string' || typeof answer === 'boolean' || (typeof answer === 'number' && Number.isFinite(answer) && !Object.is(answer, -0)));
  if (entries.length === 0 || entries.length > maxAnswers || !entries.every(right)) {
    throw invalid('answers', `Give the answers as an object of at most ${maxAnswers} texts, numbers, true or false.`);
  }
  const answers = Object.fromEntries(entries) as Record<string, string | number | boolean>;
  if (!isWithin(JSON.stringify(answers), answerBytes)) throw invalid('answers', `The answers are too long: at most ${answerBytes} bytes.`, { data: { bytes: answerBytes } });
  return answers;
}

export interface CheckedMessage {
  id: string;
  conversationId: string;
  text: string;
  marks: TextMark[];
  files: string[];
  inReplyTo?: string;
  answers?: Record<string, string | number | boolean>;
}

/** A message command with only what belongs to it. @throws CrmError VALIDATION */
export function messageOf(command: SendCommand, limits: PortLimits): CheckedMessage {
  const given = objectOf(command);
  const text = textOf(given['text'], 'text', limits.textBytes);
  const files = listOf(given['files'], 'files', limits.files).map((file) => idOf(file, 'files'));
  if (text.trim() === '' && files.length === 0 && given['answers'] === undefined) throw invalid('text', 'Write something, or add a file.');
  return {
    id: idOf(given['id'], 'id'),
    conversationId: idOf(given['conversationId'], 'conversationId'),
    text,
    marks: listOf(given['marks'], 'marks', maxMarks).map((mark) => markOf(mark, text)),
    files,
    ...(given['inReplyTo'] !== undefined && { inReplyTo: idOf(given['inReplyTo'], 'inReplyTo') }),
    ...(given['answers'] !== undefined && { answers: answersOf(given['answers']) }),
  };
}

/** What is claimed, with only what belongs to it; empty texts are left out. @throws CrmError VALIDATION */
export function identityOf(identity: unknown): PortIdentity {
  if (identity === undefined) return {};
  if (!isObject(identity)) throw invalid('identity', 'Give the identity as an object.');
  const checked: PortIdentity = {};
  for (const [field, length] of Object.entries(identityLengths) as [keyof PortIdentity, number][]) {
    const value = identity[field];
    if (value === undefined || value === '') continue;
    checked[field] = shortText(value, field, length).trim();
  }
  return checked;
}

export function rateOf(command: RateCommand): { score: number; comment?: string } {
  const { score, comment } = objectOf(command);
  if (!Number.isInteger(score) || (score as number) < 1 || (score as number) > 5) throw invalid('score', 'Give a score from 1 to 5.');
  return { score: score as number, ...(comment !== undefined && { comment: textOf(comment, 'comment', commentBytes) }) };
}

export function uploadOf(command: UploadCommand, limits: PortLimits): UploadCommand {
  const { id, name, bytes, signal } = objectOf(command);
  if (!(bytes instanceof Uint8Array) || bytes.byteLength === 0) throw invalid('bytes', 'Give the bytes of the file; it may not be empty.');
  if (bytes.byteLength > limits.fileBytes) {
    throw invalid('bytes', `The file is too large: at most ${limits.fileBytes} bytes.`, { data: { bytes: limits.fileBytes } });
  }
  return { id: idOf(id, 'id'), name: shortText(name, 'name', maxFileName), bytes, ...(signal instanceof AbortSignal && { signal }) };
}

export function limitOf(value: unknown, fallback: number, most: number): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most) return value as number;
  throw invalid('limit', `Give "limit" a whole number from 1 to ${most}.`);
}

export function seqOf(value: unknown, field: 'after' | 'before'): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0)) return value as number | undefined;
  throw invalid(field, `Give "${field}" the "seq" of a message.`);
}
