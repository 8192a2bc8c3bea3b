/** One sheet for all mentions of a page. Made when first needed: where modules are only read, as in Node, there are no style sheets. */
let sheet: CSSStyleSheet | undefined;

export function hoverCardSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
  }
  return sheet;
}

// The mention is the page's own and looks as it does there. iOS would show a preview of a link for the long press that brings up the card.
const rules = `
:host([hidden]){display:none!important}
::slotted(*){-webkit-touch-callout:none}
.mention{all:unset;display:inline;cursor:pointer;border-radius:2px;text-decoration:underline dotted;text-decoration-thickness:1px;text-underline-offset:.2em;-webkit-tap-highlight-color:transparent}
.mention:hover,.mention[aria-expanded=true]{text-decoration-style:solid}
.mention:focus-visible{outline:2px solid var(--crm-color-focus,currentcolor);outline-offset:2px}
`;
