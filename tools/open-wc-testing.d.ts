// What tsconfig.json takes for the types of @open-wc/testing. Its own take chai for a module with a default export, so that `expect` is
// anything, and declare that equal() gives a promise, so that lint wants each one awaited.
/// <reference types="chai-a11y-axe" />

export * from '@open-wc/testing-helpers';
export declare const expect: Chai.ExpectStatic;
