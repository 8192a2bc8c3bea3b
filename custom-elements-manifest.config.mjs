// What is written beside the elements becomes custom-elements.json: for Storybook, editors and frameworks.
/** Leaves out what is not for those who use the elements. */
const withoutInternals = {
  name: 'without-internals',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      for (const declaration of module.declarations ?? []) {
        declaration.members = declaration.members?.filter(({ privacy, name }) => name && privacy !== 'private' && privacy !== 'protected' && !name.startsWith('#'));
        // The analyzer takes every class in a dispatchEvent() for a description: what @fires says is what counts.
        declaration.events = declaration.events?.filter(({ name, description }) => name?.startsWith('crm-') && description);
      }
    }
  },
};

export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.test-helper.ts', 'src/cdn/**'],
  outdir: '.',
  litelement: true,
  plugins: [withoutInternals],
};
