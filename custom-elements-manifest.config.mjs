// What is written beside the elements becomes custom-elements.json: for Storybook, editors and frameworks.
/** Leaves out what is not for those who use the elements. */
const withoutInternals = {
  name: 'without-internals',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      for (const declaration of module.declarations ?? []) {
        declaration.members = declaration.members?.filter(
          ({ privacy, name }) => name && privacy !== 'private' && privacy !== 'protected' && !name.startsWith('#'),
        );
        // The analyzer takes every class in a dispatchEvent() for a description: what @fires says is what counts.
        declaration.events = declaration.events?.filter(({ name, description }) => name?.startsWith('crm-') && description);
      }
    }
  },
};

const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** Attributes that are written by hand, without a decorator, are those of the property of the same name. */
const linkedAttributes = {
  name: 'linked-attributes',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules) {
      for (const { attributes = [], members = [] } of declarations) {
        for (const attribute of attributes) {
          const member = members.find(({ name, kind }) => kind === 'field' && name === (attribute.fieldName ?? camelCase(attribute.name)));
          if (!member) continue;
          attribute.fieldName = member.name;
          for (const key of ['type', 'description', 'default']) attribute[key] ??= member[key];
        }
      }
    }
  },
};

/** The values that an attribute can have, instead of the name of their type, which editors cannot look up. */
function spelledOutTypes() {
  const values = new Map();
  const lists = new Map();
  return {
    name: 'spelled-out-types',
    analyzePhase({ ts, node }) {
      if (
        ts.isVariableDeclaration(node) &&
        node.initializer &&
        ts.isAsExpression(node.initializer) &&
        ts.isArrayLiteralExpression(node.initializer.expression)
      ) {
        lists.set(
          node.name.getText(),
          node.initializer.expression.elements.map((element) => element.getText()),
        );
      }
      if (ts.isTypeAliasDeclaration(node)) values.set(node.name.getText(), node.type.getText());
    },
    packageLinkPhase({ customElementsManifest }) {
      const spelledOut = (type) => {
        const text = type.replace(/ \| undefined$/, '');
        const meant = values.get(text);
        const list = /^\(typeof (\w+)\)\[number\]$/.exec(meant ?? '')?.[1];
        if (list && lists.has(list)) return lists.get(list).join(' | ');
        return meant && /^'[^']*'( \| '[^']*')*$/.test(meant) ? meant : type;
      };
      for (const { declarations = [] } of customElementsManifest.modules) {
        for (const { attributes = [] } of declarations) {
          for (const attribute of attributes) if (attribute.type) attribute.type = { text: spelledOut(attribute.type.text) };
        }
      }
    },
  };
}

export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.test-helper.ts', 'src/cdn/**'],
  outdir: '.',
  litelement: true,
  plugins: [withoutInternals, linkedAttributes, spelledOutTypes()],
};
