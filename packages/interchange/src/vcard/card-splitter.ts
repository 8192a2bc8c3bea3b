import type { ContentLines } from './content-lines.js';
import type { IssueLog } from './issues.js';
import type { Line } from './physical-lines.js';
import { readProperty, type Property, type VCardVersion } from './property.js';

/** A card of a file, its lines taken apart. */
export interface RawCard {
  /** Which one of the file, from 1. */
  number: number;
  /** Where it begins, from 1. */
  line: number;
  version: VCardVersion;
  properties: Property[];
}

interface OpenCard extends Omit<RawCard, 'version'> {
  version: VCardVersion | undefined;
  /** It has more lines than are taken. */
  isFull: boolean;
}

/** A card within a card: the value of an AGENT (vCard 2.1, 2.4.3). */
interface Nested {
  agent: Property;
  lines: string[];
  depth: number;
}

const isAgent = (text: string) => /^AGENT[^:]*:\s*$/i.test(text);

function versionOf(text: string): VCardVersion | undefined {
  const value = text.trim();
  return value === '2.1' || value === '3.0' || value === '4.0' ? value : undefined;
}

/** Divides a file into its cards, whatever stands around them, and however they end. */
export class CardSplitter {
  readonly #lines: ContentLines;
  readonly #issues: IssueLog;
  readonly #isBytes: boolean;
  readonly #maxProperties: number;
  #count = 0;
  #card: OpenCard | undefined;
  #nested: Nested | undefined;
  #isOutsideSaid = false;

  constructor(lines: ContentLines, issues: IssueLog, isBytes: boolean, maxProperties: number) {
    this.#lines = lines;
    this.#issues = issues;
    this.#isBytes = isBytes;
    this.#maxProperties = maxProperties;
  }

  *cards(): Generator<RawCard> {
    for (let line = this.#lines.next(); line; line = this.#lines.next()) {
      const property = readProperty(line, this.#card?.version ?? '3.0', this.#isBytes);
      const isOfCard = property?.value.trim().toUpperCase() === 'VCARD';
      if (isOfCard && property.name === 'BEGIN') {
        const cut = this.#begin(line);
        if (cut) yield cut;
      } else if (isOfCard && property.name === 'END') {
        const done = this.#end(line);
        if (done) yield done;
      } else this.#add(line, property);
    }
    const cut = this.#cutShort();
    if (cut) yield cut;
  }

  #begin({ number, text }: Line): RawCard | undefined {
    const agent = this.#card?.properties.at(-1);
    if (this.#nested && isAgent(this.#nested.lines.at(-1)!)) {
      this.#nested.depth++;
      this.#nested.lines.push(text);
      return undefined;
    }
    if (!this.#nested && agent?.name === 'AGENT' && agent.value.trim() === '') {
      this.#nested = { agent, lines: [text], depth: 1 };
      return undefined;
    }
    const cut = this.#cutShort();
    this.#card = { number: ++this.#count, line: number, version: undefined, properties: [], isFull: false };
    this.#lines.keepsFold = false;
    this.#isOutsideSaid = false;
    return cut;
  }

  #end(line: Line): RawCard | undefined {
    if (this.#nested) {
      this.#nested.lines.push(line.text);
      if (--this.#nested.depth === 0) this.#endNested();
      return undefined;
    }
    if (this.#card) return this.#close(this.#card);
    this.#outside(line);
    return undefined;
  }

  #endNested(): void {
    const { agent, lines } = this.#nested!;
    const { number, properties } = this.#card!;
    properties[properties.length - 1] = { ...agent, value: lines.join('\n') };
    this.#issues.add('nested-card', number, agent.line);
    this.#nested = undefined;
  }

  /** Ends a card that has no end. */
  #cutShort(): RawCard | undefined {
    if (!this.#card) return undefined;
    if (this.#nested) this.#endNested();
    this.#issues.add('missing-end', this.#card.number, this.#card.line);
    return this.#close(this.#card);
  }

  #close({ number, line, version, properties }: OpenCard): RawCard {
    this.#card = undefined;
    if (version === undefined) this.#issues.add('version', number, line);
    return { number, line, version: version ?? '3.0', properties };
  }

  #add(line: Line, property: Property | undefined): void {
    const card = this.#card;
    if (!card) this.#outside(line);
    else if (this.#nested) this.#nested.lines.push(line.text);
    else if (!property) this.#issues.add('unreadable-line', card.number, line.number, line.text);
    else if (property.name === 'VERSION') {
      card.version ??= versionOf(property.value);
      this.#lines.keepsFold = card.version === '2.1';
    } else if (card.properties.length < this.#maxProperties) {
      card.properties.push(property);
      // Some begin the nested card in the same line.
      const value = property.name === 'AGENT' ? property.value.trim() : '';
      if (value.toUpperCase() === 'BEGIN:VCARD') this.#nested = { agent: property, lines: [value], depth: 1 };
    } else if (!card.isFull) {
      card.isFull = true;
      this.#issues.add('too-many-properties', card.number, line.number, line.text);
    }
  }

  /** Lines in a row are said once. */
  #outside({ number, text }: Line): void {
    if (!this.#isOutsideSaid) this.#issues.add('outside-card', 0, number, text);
    this.#isOutsideSaid = true;
  }
}
