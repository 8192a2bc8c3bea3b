/**
 * The launcher's own style sheet: it stands in the page before anything else is loaded, so that it brings only the tokens that it uses. Each
 * is written as in packages/tokens; a test holds them together.
 */
export const launcherTokens: Readonly<Record<string, string>> = {
  'color-brand': '#5156b8',
  'color-on-brand': 'oklch(from color(from var(--_color-brand) xyz y y y) clamp(0,(.569 - l)*1e6,1) 0 0)',
  'color-surface-raised': 'light-dark(#fff,#222429)',
  'color-text': 'light-dark(#181e2a,#ebedef)',
  'color-border': 'light-dark(#dde0e5,#35383e)',
  'color-focus':
    'light-dark(oklch(from var(--_color-brand) min(l,.6) calc(c*min(1,.6/l)) h),oklch(from var(--_color-brand) max(l,.61) min(c,.17) h))',
  'shadow-dialog': '0 4px 12px 0 light-dark(#151a2b14,#00000059),0 24px 56px -8px light-dark(#151a2b2e,#0009)',
  'font-family': 'inherit',
};

const tokens = (): string =>
  Object.entries(launcherTokens)
    .map(([name, value]) => `--_${name}:var(--crm-${name},${value});`)
    .join('');

// The host itself takes no place; what stands in the corner is in the top layer, where no ancestor's transform or overflow reaches it.
const rules = `
:host{all:initial!important;font-family:inherit;color-scheme:inherit!important;display:contents!important}
:host([hidden]){display:none!important}
:host([inline]){display:block!important;block-size:var(--crm-chat-block-size,min(640px,100dvh))!important}
.dock,.dock *{box-sizing:border-box}
.dock{all:initial;box-sizing:border-box;position:fixed;inset:auto;inset-block-end:calc(var(--crm-chat-offset-block,20px) + env(safe-area-inset-bottom,0px));inset-inline-end:calc(var(--crm-chat-offset-inline,20px) + max(env(safe-area-inset-right,0px),env(safe-area-inset-left,0px)));z-index:2147483000;display:flex;flex-direction:column-reverse;align-items:flex-end;gap:12px;color-scheme:inherit;color:var(--_color-text);font-size:14px;line-height:1.45;font-family:var(--_font-family);overflow:visible;pointer-events:none}
.dock[dir=rtl]{direction:rtl}
:host([inline]) .dock{position:static;display:block;block-size:100%}
.dock>*{pointer-events:auto}
[hidden]{display:none!important}
button{all:unset;box-sizing:border-box;cursor:pointer;-webkit-tap-highlight-color:transparent}
:focus-visible{outline:2px solid var(--_color-focus);outline-offset:2px}
.launcher{position:relative;display:grid;place-items:center;min-inline-size:56px;block-size:56px;border-radius:999px;background:var(--_color-brand);color:var(--_color-on-brand);box-shadow:var(--_shadow-dialog);transition:scale .16s}
.launcher:hover{scale:1.04}
.launcher:active{scale:.97}
svg{grid-area:1/1;inline-size:26px;block-size:26px;fill:none;stroke:currentcolor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;transition:opacity .16s,scale .16s,rotate .16s}
.launcher[aria-expanded=false] .shut,.launcher[aria-expanded=true] .bubble{opacity:0;scale:.6;rotate:-30deg}
.note{max-inline-size:min(300px,calc(100vw - 40px));padding:10px 14px;border:1px solid var(--_color-border);border-radius:14px;background:var(--_color-surface-raised);box-shadow:var(--_shadow-dialog)}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
@media(forced-colors:active){.launcher{border:1px solid CanvasText}}`;

let sheet: CSSStyleSheet | undefined;

/** One for all chats on a page. */
export function launcherSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host{${tokens()}}${rules}`);
  }
  return sheet;
}
