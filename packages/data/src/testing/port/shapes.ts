/*
 * What a port may hand out, field by field. It is written here once more, and not taken from the port, so that a field that somebody adds
 * there is noticed here.
 */

/** A check of one value: what is wrong with it, or nothing. */
type Shape = (value: unknown, path: string) => string[];

const kind = (type: 'string' | 'number' | 'boolean'): Shape => (value, path) => (typeof value === type ? [] : [`${path} is no ${type}`]);
const text = kind('string');
const number = kind('number');
const oneOf = (...values: string[]): Shape => (value, path) => (values.includes(value as string) ? [] : [`${path} is ${JSON.stringify(value)}`]);
const listOf = (item: Shape): Shape => (value, path) => (Array.isArray(value) ? value.flatMap((one, i) => item(one, `${path}.${i}`)) : [`${path} is no list`]);
/** What its author wrote for the visitor to see. */
const authored: Shape = () => [];
const bytes: Shape = (value, path) => (value instanceof Uint8Array ? [] : [`${path} has no bytes`]);

/** An object with these fields and no others; names that end in `?` may be missing. */
function exactly(fields: Readonly<Record<string, Shape>>): Shape {
  const shapes = new Map(Object.entries(fields).map(([name, shape]) => [name.replace('?', ''), { shape, optional: name.endsWith('?') }]));
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
    if (Object.getPrototypeOf(value) !== Object.prototype) return [`${path} is no plain object`];
    const given = value as Record<string, unknown>;
    const flaws = Reflect.ownKeys(given).flatMap((name) => {
      const field = shapes.get(String(name));
      return field ? field.shape(given[name as string], `${path}.${String(name)}`) : [`${path}.${String(name)} is not on the list`];
    });
    for (const [name, { optional }] of shapes) if (!optional && !Object.hasOwn(given, name)) flaws.push(`${path}.${name} is missing`);
    return flaws;
  };
}

const agent = exactly({ name: text, 'avatar?': text });
const attachmentFields = { id: text, name: text, mediaType: text, size: number };
const attachment = exactly(attachmentFields);
const mark = exactly({ type: oneOf('bold', 'italic', 'code', 'link', 'mention'), start: number, end: number, 'href?': text });
const message = exactly({
  id: text,
  conversationId: text,
  seq: number,
  from: oneOf('visitor', 'agent', 'bot', 'system'),
  'agent?': agent,
  kind: oneOf('text', 'form', 'csat', 'system'),
  text,
  marks: listOf(mark),
  attachments: listOf(attachment),
  'inReplyTo?': text,
  'form?': authored,
  sentAt: text,
  state: oneOf('saved', 'sent', 'delivered', 'read'),
});
const conversation = exactly({
  id: text,
  number,
  state: oneOf('open', 'resolved', 'closed'),
  startedAt: text,
  'lastMessageAt?': text,
  'lastMessage?': message,
  unread: number,
  'rating?': exactly({ score: number, 'comment?': text, at: text }),
});
const availability = exactly({ online: kind('boolean') });

const events: Readonly<Record<string, Shape>> = {
  message: exactly({ type: text, message }),
  'message-removed': exactly({ type: text, conversationId: text, id: text }),
  conversation: exactly({ type: text, conversation }),
  'conversation-removed': exactly({ type: text, id: text }),
  typing: exactly({ type: text, conversationId: text, active: kind('boolean'), 'agent?': agent }),
  availability: exactly({ type: text, availability }),
};

const event: Shape = (value, path) => {
  const type = (value as { type?: unknown } | null)?.type;
  const shape = typeof type === 'string' && Object.hasOwn(events, type) ? events[type] : undefined;
  return shape ? shape(value, path) : [`${path} is an event of the kind ${JSON.stringify(type)}`];
};

const nothing: Shape = (value, path) => (value === undefined ? [] : [`${path} answers`]);

/** What each call of a port hands out. */
export const handOuts = {
  start: exactly({ conversation, message }),
  send: exactly({ conversation, message }),
  seen: nothing,
  rate: nothing,
  end: nothing,
  identify: nothing,
  typing: nothing,
  upload: attachment,
  conversations: listOf(conversation),
  history: exactly({ messages: listOf(message), more: kind('boolean') }),
  file: exactly({ ...attachmentFields, bytes }),
  availability,
  event,
} satisfies Readonly<Record<string, Shape>>;

export type HandOut = keyof typeof handOuts;

/** Everything that can be reached from a value, as one text: values, names, what errors carry, and what is not enumerable. */
export function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  if (value instanceof Uint8Array) return '';
  const parts: string[] = [];
  for (const name of Reflect.ownKeys(value)) {
    // Where an error was thrown says nothing about records.
    if (value instanceof Error && name === 'stack') continue;
    parts.push(String(name), everythingIn((value as Record<PropertyKey, unknown>)[name], seen));
  }
  return parts.join(' ');
}
