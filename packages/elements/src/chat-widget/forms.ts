import type { ChatForm, ChatFormField, ChatPrechatField, ChatQuickReplies } from './chat.types.js';

const most = { options: 12, fields: 12, text: 200 };
const fieldTypes: ReadonlySet<unknown> = new Set(['text', 'email', 'tel', 'number', 'textarea', 'select', 'checkbox']);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= most.text;

function fieldOf(value: unknown): ChatFormField | undefined {
  if (!isObject(value) || !isText(value['name']) || !isText(value['label'])) return undefined;
  const { name, label, type = 'text', required, options } = value;
  if (!fieldTypes.has(type)) return undefined;
  const choices = Array.isArray(options) ? options.filter(isText).slice(0, most.options) : undefined;
  if (type === 'select' && !choices?.length) return undefined;
  return {
    name,
    label,
    type: type as NonNullable<ChatFormField['type']>,
    required: required === true,
    ...(choices && { options: choices }),
  };
}

/** What a message asks for. Payloads come from elsewhere: what has not the shape that is documented is none. */
export function readPayload(value: unknown): ChatQuickReplies | ChatForm | undefined {
  if (!isObject(value)) return undefined;
  if (value['type'] === 'quick-replies' && Array.isArray(value['options'])) {
    const options = value['options'].slice(0, most.options).flatMap((option: unknown) => {
      if (!isObject(option) || !isText(option['label'])) return [];
      return [{ label: option['label'], ...(isText(option['text']) && { text: option['text'] }) }];
    });
    return options.length > 0 ? { type: 'quick-replies', options } : undefined;
  }
  if (value['type'] === 'form' && Array.isArray(value['fields'])) {
    const fields = value['fields'].slice(0, most.fields).map(fieldOf);
    return fields.length > 0 && fields.every((field) => field !== undefined) ? { type: 'form', fields: fields } : undefined;
  }
  return undefined;
}

export type FieldError = 'required' | 'emailInvalid';
export type FieldValues = Record<string, string | boolean>;

/** Something before and after one `@`, and a dot after it: whether it exists only a letter to it can tell. */
const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);

const typeOf = ({ name, type }: ChatFormField | ChatPrechatField): string =>
  type ?? (name === 'email' ? 'email' : name === 'phone' ? 'tel' : 'text');

/** What is wrong with the answers, by the fields' names. */
export function errorsOf(fields: readonly (ChatFormField | ChatPrechatField)[], values: FieldValues): Record<string, FieldError> {
  const errors: Record<string, FieldError> = {};
  for (const field of fields) {
    const value = values[field.name];
    const text = typeof value === 'string' ? value.trim() : '';
    if (field.required && (typeof value === 'boolean' ? !value : text === '')) errors[field.name] = 'required';
    else if (typeOf(field) === 'email' && text !== '' && !looksLikeEmail(text)) errors[field.name] = 'emailInvalid';
  }
  return errors;
}

export { typeOf as fieldType };
