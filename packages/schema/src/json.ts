/** A value that survives JSON and the structured clone unchanged. `NaN`, the infinities and −0 are not among them. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What can be an index key, a sort key or a group: one plain value. */
export type Scalar = null | boolean | number | string;

/** Keys that could reach an object's prototype when records are merged or copied. Refused at any depth. */
export const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
