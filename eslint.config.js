import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { workspace } from './tools/eslint/plugin.mjs';
import * as no from './tools/eslint/restrictions.mjs';

/** ESLint replaces a rule's options where configurations overlap, so each place states its whole list. */
function restrict({ syntax = [], globals: names = [], properties = [] }) {
  return {
    'no-restricted-syntax': ['error', ...no.dangerousSyntax, ...no.houseStyle, ...syntax],
    'no-restricted-globals': ['error', { globals: names, checkGlobalObject: true }],
    // Without options this rule would keep those of the place around it.
    'no-restricted-properties': properties.length ? ['error', ...properties] : 'off',
  };
}

const inPackage = [...no.noDefaultExport, ...no.registration];
const tests = ['**/*.test.ts', 'tools/**/*.ts'];

export default defineConfig(
  globalIgnores(['**/dist/', 'storybook-static/', 'coverage/', 'packages/benchmarks/results/', 'packages/elements/{cdn,types}/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { workspace },
    rules: {
      'workspace/layers': 'error',
      'workspace/file-names': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-imports': ['error', no.zodImports],
      ...restrict({}),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, wc['flat/best-practice'], lit['flat/recommended']],
    languageOptions: { globals: globals.browser, parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    settings: { wc: { elementBaseClasses: ['LitElement'] } },
    rules: {
      'wc/guard-super-call': 'off',
      // Its typed namesake does not see a string literal.
      'no-implied-eval': 'error',
      '@typescript-eslint/explicit-member-accessibility': ['error', { accessibility: 'no-public' }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { inheritedMethods: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['tools/self-test/*.mjs'], languageOptions: { globals: globals.mocha } },

  // What each place may not do. Later entries win.
  { files: ['packages/*/src/**/*.ts'], rules: restrict({ syntax: inPackage, globals: no.noOutside, properties: no.noOutsideProperties }) },
  {
    files: ['packages/adapter-*/src/**/*.ts', 'packages/benchmarks/src/**/*.ts'],
    rules: restrict({ syntax: inPackage }),
  },
  {
    files: ['packages/schema/src/**/*.ts'],
    rules: restrict({ syntax: inPackage, globals: [...no.noOutside, ...no.noDom] }),
  },
  {
    files: ['packages/data/src/**/*.ts'],
    rules: restrict({
      syntax: [...inPackage, ...no.noAmbientTime.syntax],
      globals: [...no.noOutside, ...no.noDom],
      properties: no.noAmbientTime.properties,
    }),
  },
  {
    files: ['packages/data/src/**/{clock,random}.ts'],
    rules: restrict({ syntax: inPackage, globals: [...no.noOutside, ...no.noDom] }),
  },
  {
    files: ['packages/*/src/**/define/*.ts'],
    rules: restrict({ syntax: no.noDefaultExport, globals: no.noOutside, properties: no.noOutsideProperties }),
  },
  // It is made of what the others must not say.
  { files: ['tools/self-test/lint.test.mjs'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: tests,
    rules: {
      ...restrict({ syntax: no.noDefaultExport }),
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
);
