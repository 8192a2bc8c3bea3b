/** Reads custom-elements.json, which scripts/manifest.mjs writes from the sources, as the tests need it. */

export interface ManifestMember {
  kind: 'field' | 'method';
  name: string;
  static?: boolean;
  readonly?: boolean;
  type?: { text: string };
  /** As it stands in the source. */
  default?: string;
  description?: string;
}

export interface ManifestAttribute {
  name: string;
  fieldName?: string;
  type?: { text: string };
  default?: string;
  description?: string;
}

export interface ManifestEvent {
  name: string;
  /** The name of its class. */
  type: { text: string };
  description: string;
}

export interface ManifestElement {
  name: string;
  tagName: string;
  members: ManifestMember[];
  attributes: ManifestAttribute[];
  events: ManifestEvent[];
  cssProperties: { name: string; default?: string; description?: string }[];
}

type Written = Pick<ManifestElement, 'name' | 'tagName'> & Partial<ManifestElement>;

/** The public elements, as they are documented. */
export async function documentedElements(): Promise<ManifestElement[]> {
  // eslint-disable-next-line no-restricted-globals -- a file of the test server
  const response = await fetch(new URL('../../custom-elements.json', import.meta.url));
  if (!response.ok) throw new Error('custom-elements.json is not there: "node scripts/manifest.mjs" writes it.');
  const { modules } = (await response.json()) as { modules: { declarations: Written[] }[] };
  return modules.flatMap(({ declarations }) =>
    declarations.map((element) => ({ members: [], attributes: [], events: [], cssProperties: [], ...element })),
  );
}

/** What a default that is written in a source is: a literal, or nothing. */
export function literal(source: string | undefined): unknown {
  return source === undefined || source === 'undefined' ? undefined : JSON.parse(source.replace(/^'(.*)'$/, '"$1"'));
}
