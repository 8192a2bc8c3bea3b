// What ships has its style sheets without the white space that they are written with, and nothing else is changed.
import { expect } from 'chai';
import { tightenStyles } from '../../scripts/tight-styles.mjs';

describe('tightenStyles', () => {
  // Fails when white space is left, or is taken where CSS needs it.
  it('shortens a sheet, as it is written and as it is compiled', () => {
    const sheet = '`\n  .a > .b,\n  .c .d {\n    inset: calc(1px + 2px) auto; /* why */\n    color: var(--_x, red) !important;\n  }\n`';
    const tight = 'css`.a>.b,.c .d{inset:calc(1px + 2px) auto;color:var(--_x, red)!important}`';
    expect(['css', 'css '].map((tag) => tightenStyles(tag + sheet).trim())).to.deep.equal([tight, tight]);
  });

  // Fails when code after a sheet moves, which its source map would not know.
  it('leaves the lines after it where they are', () => {
    const code = 'const a = css`\n  a {\n    color: red;\n  }\n`;\nthrow new Error();\n';
    const lineOf = (text) => text.slice(0, text.indexOf('throw')).split('\n').length;
    expect(lineOf(tightenStyles(code))).to.equal(lineOf(code));
  });

  // Fails when it touches templates that are no sheets, or that it does not see all of.
  it('leaves all other templates alone', () => {
    const code = 'html`<p>\n  ${a}  b\n</p>`; css`\n  ${rules}\n`; css`.a::before {\n  content: "\\n";\n}`; xcss`\n  a { }`;';
    expect(tightenStyles(code)).to.equal(code);
  });
});
