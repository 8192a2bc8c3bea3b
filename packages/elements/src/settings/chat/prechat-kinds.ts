/** What a chat may ask before it begins: who somebody is, or anything else. */
export const prechatKinds = ['name', 'email', 'phone', 'other'] as const;
export type PrechatKind = (typeof prechatKinds)[number];

export const prechatTypes = ['text', 'email', 'tel', 'textarea', 'select', 'checkbox'] as const;
