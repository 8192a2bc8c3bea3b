/** What is generated from a document of tokens: texts by their paths below src/. */
export function generate(source: object): Promise<Record<string, string>>;
