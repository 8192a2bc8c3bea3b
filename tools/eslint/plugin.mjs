// The two rules of this workspace that no published plugin has.
import { relative, sep } from 'node:path';
import { forbidden } from './layers.mjs';

const pathOf = (context) => relative(context.cwd, context.filename).split(sep).join('/');

const layersRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = pathOf(context);
    const check = (source, dynamic) => {
      if (typeof source?.value !== 'string') return;
      const message = forbidden(file, source.value, dynamic);
      if (message) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: ({ source }) => check(source, false),
      ExportNamedDeclaration: ({ source }) => check(source, false),
      ExportAllDeclaration: ({ source }) => check(source, false),
      ImportExpression: ({ source }) => check(source, true),
      // import('…') in a type
      TSImportType: ({ source, argument }) => check(source ?? argument?.literal, true),
    };
  },
};

const fileNames = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const wrong = pathOf(context)
      .split('/')
      .find((part) => !/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(part));
    return wrong ? { Program: (node) => context.report({ node, message: `File and folder names are kebab-case: "${wrong}".` }) } : {};
  },
};

export const workspace = { rules: { layers: layersRule, 'file-names': fileNames } };
