// What editors know of the elements, made of their manifest: VS Code reads custom data, JetBrains' editors read web types.
const isBoolean = ({ type }) => type?.text === 'boolean';
const literals = ({ type }) => [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, value]) => value);
const list = (title, entries = []) =>
  entries.length ? `\n\n${title}:\n${entries.map(({ name, description }) => `- \`${name || 'default'}\`: ${description}`).join('\n')}` : '';

/** https://github.com/microsoft/vscode-custom-data */
export function customDataOf(elements) {
  return {
    version: 1.1,
    tags: elements.map(({ tagName, description, attributes = [], events, slots }) => ({
      name: tagName,
      description: { kind: 'markdown', value: `${description}${list('Events', events)}${list('Slots', slots)}` },
      attributes: attributes.map((attribute) => ({
        name: attribute.name,
        description: attribute.description,
        ...(isBoolean(attribute) ? { valueSet: 'v' } : { values: literals(attribute).map((name) => ({ name })) }),
      })),
    })),
  };
}

/** https://github.com/JetBrains/web-types */
export function webTypesOf(elements, { name, version }) {
  const typed = ({ name: own, description, default: given, type }) => ({
    name: own,
    description,
    ...(given !== undefined && { default: given }),
    ...(type && { type: type.text }),
  });
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map(
          ({ tagName, description, attributes = [], members = [], events = [], slots = [], cssProperties = [], cssParts = [] }) => ({
            name: tagName,
            description,
            attributes: attributes.map(({ type, ...attribute }) => ({
              ...typed(attribute),
              value: isBoolean({ type }) ? { kind: 'no-value', type: 'boolean' } : { kind: 'plain', type: type?.text ?? 'string' },
            })),
            slots: slots.map(typed),
            js: {
              properties: members.filter((member) => member.kind === 'field' && !member.static && !member.readonly).map(typed),
              events: events.map(typed),
            },
            css: { properties: cssProperties.map(typed), parts: cssParts.map(typed) },
          }),
        ),
      },
    },
  };
}
