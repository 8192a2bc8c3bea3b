/** The same in a page: the test server puts an import of this before each test file, when mocha's globals are there. */
import { endWith, installConsoleGuard, report, settle, settleLate } from './test-guard.js';

installConsoleGuard();

addEventListener('unhandledrejection', ({ reason }) => report('unhandled rejection:', reason));
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) => {
  report(`violation of the page's policy: ${effectiveDirective} ${blockedURI} ${sample} (${sourceFile}:${lineNumber})`);
});

beforeEach(function () {
  endWith(this.currentTest, settle);
});
after(settleLate);
