import { normaliseMarks, type TextMark } from '@crm-elements/schema';
import { tokenize } from 'linkifyjs';
import { css, html, type TemplateResult } from 'lit';
import { foreignRel, safeHref } from './links.js';

type MarkType = TextMark['type'];

/** A stretch of a text in which the same marks hold. */
interface Piece {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly code: boolean;
  readonly mention: boolean;
}

/** Pieces that are one link together, or none. */
interface Run {
  readonly href: string | undefined;
  readonly pieces: readonly Piece[];
}

interface Link {
  readonly start: number;
  readonly end: number;
  readonly href: string;
}

/** Beyond so many code units addresses are no longer looked for: whoever writes a novel gets it as text. */
const longestScanned = 20_000;

/** What is a file's name far more often than an address. */
const fileLike = /^[^/:@]+\.(?:md|sh|zip|mov|py|rs|pl|ps|so|app|cc)$/i;

const none: readonly Link[] = [];

/** Addresses that stand in a text as such. */
function addressesIn(text: string): readonly Link[] {
  if (!/[.@:]/.test(text)) return none;
  const scanned = text.length > longestScanned ? text.slice(0, longestScanned) : text;
  return tokenize(scanned).flatMap((token) => {
    if (!token.isLink || fileLike.test(token.v)) return [];
    const href = safeHref(token.toHref('https'));
    return href === undefined ? [] : [{ start: token.startIndex(), end: token.endIndex(), href }];
  });
}

const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }) => a.start < b.end && b.start < a.end;

/** Links that somebody set, and addresses where there is neither such a link nor code. A link in a link is none. */
function linksOf(text: string, marks: readonly TextMark[]): Link[] {
  const set: Link[] = [];
  for (const { type, start, end, href = '' } of marks) {
    const safe = type === 'link' ? safeHref(href) : undefined;
    if (safe !== undefined && !set.some((link) => overlaps(link, { start, end }))) set.push({ start, end, href: safe });
  }
  const taken = marks.filter(({ type }) => type === 'code' || type === 'link' || type === 'mention');
  const found = addressesIn(text).filter((link) => !taken.some((mark) => overlaps(mark, link)));
  return [...set, ...found].sort((a, b) => a.start - b.start);
}

/** The text cut at all places where a mark or a link begins or ends. */
function runsOf(text: string, given: readonly TextMark[]): Run[] {
  const marks = normaliseMarks(text, given);
  const links = linksOf(text, marks);
  if (marks.length === 0 && links.length === 0)
    return [{ href: undefined, pieces: [{ text, bold: false, italic: false, code: false, mention: false }] }];
  const cuts = [...new Set([0, text.length, ...[...marks, ...links].flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const runs: { href: string | undefined; link: Link | undefined; pieces: Piece[] }[] = [];
  let from = 0;
  let nextLink = 0;
  // Marks that hold here, kept while walking, so that many marks cost no more than their number.
  let open: TextMark[] = [];
  let nextMark = 0;
  for (const to of cuts.slice(1)) {
    open = open.filter(({ end }) => end > from);
    for (; nextMark < marks.length && marks[nextMark]!.start <= from; nextMark++) open.push(marks[nextMark]!);
    while (nextLink < links.length && links[nextLink]!.end <= from) nextLink++;
    const link = links[nextLink] && links[nextLink]!.start <= from ? links[nextLink] : undefined;
    const has = (type: MarkType) => open.some((mark) => mark.type === type);
    const piece = { text: text.slice(from, to), bold: has('bold'), italic: has('italic'), code: has('code'), mention: has('mention') };
    const last = runs.at(-1);
    if (last && last.link === link) last.pieces.push(piece);
    else runs.push({ href: link?.href, link, pieces: [piece] });
    from = to;
  }
  return runs;
}

const cache = new WeakMap<readonly TextMark[], { text: string; runs: Run[] }>();

/** Messages are records that stay the same object until they change, so that what was cut once is not cut again. */
function cachedRuns(text: string, marks: readonly TextMark[]): Run[] {
  const known = cache.get(marks);
  if (known?.text === text) return known.runs;
  const runs = runsOf(text, marks);
  cache.set(marks, { text, runs });
  return runs;
}

// No white space between tags: it would show.
function renderPiece({ text, bold, italic, code, mention }: Piece): unknown {
  let content: unknown = text;
  if (code) content = html`<code>${content}</code>`;
  if (italic) content = html`<em>${content}</em>`;
  if (bold) content = html`<strong>${content}</strong>`;
  if (mention) content = html`<span class="mention">${content}</span>`;
  return content;
}

function renderRun({ href, pieces }: Run): unknown {
  const content = pieces.map(renderPiece);
  return href === undefined ? content : html`<a href=${href} dir="auto" target="_blank" rel=${foreignRel} title=${href}>${content}</a>`;
}

/**
 * A text that people wrote, with its marks, as a block: line breaks kept, each paragraph in its own direction, addresses as links through
 * the one gate for them. Nothing in it is ever HTML. Styles: `messageText`.
 */
export const renderText = (text: string, marks: readonly TextMark[]): TemplateResult =>
  html`<div class="message-text" dir="auto">${cachedRuns(text, marks).map(renderRun)}</div>`;

export const messageText = css`
  .message-text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  .message-text code {
    padding: 1px 4px;
    border-radius: 4px;
    background: var(--_color-surface-pressed);
    font-family: var(--_font-family-mono);
    font-size: 0.92em;
  }
  .message-text .mention {
    padding: 0 2px;
    border-radius: 4px;
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
    font-weight: var(--_font-weight-medium);
  }
`;
