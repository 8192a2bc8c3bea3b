/**
 * Zod keeps its configuration and registry under two names on `globalThis`. A host page must not find new names, so this
 * module, which is imported before zod, notes which of them a page already had (its own zod): those stay as they are.
 */
const zodNames = ['__zod_globalConfig', '__zod_globalRegistry'] as const;

const absentBefore = zodNames.filter((name) => !(name in globalThis));

/** Takes back the names that importing zod added. Zod itself keeps working: it holds both objects in constants. */
export function removeZodNames(): void {
  for (const name of absentBefore) Reflect.deleteProperty(globalThis, name);
}
