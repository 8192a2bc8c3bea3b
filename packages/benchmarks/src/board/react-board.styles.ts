const css = `
main, .dragged { font: 13px/18px system-ui, sans-serif; }
.board { display: flex; gap: 10px; block-size: 720px; padding: 50px 12px 12px; box-sizing: border-box; overflow: auto hidden; background: #f6f7f9; }
.column { display: flex; flex: 1 0 220px; flex-direction: column; min-inline-size: 0; border-radius: 10px; background: #eceef1; }
.column-head { padding: 8px 12px 6px; border-block-start: 2px solid #4a7; font-weight: 600; }
.count, .sums { margin: 0 6px; color: #5b6270; font-weight: 400; font-size: 12px; }
.list { position: relative; flex: 1; min-block-size: 0; margin: 0; padding: 4px 8px; overflow: hidden auto; list-style: none; scrollbar-width: thin; }
.entry { margin-block-end: 8px; }
.entry.held { opacity: 0.4; }
.card { position: relative; display: grid; gap: 1px; padding: 7px 10px; border: 1px solid #dde0e6; border-radius: 10px; background: #fff; color: #1c2230; cursor: pointer; transition: border-color 120ms ease-out, background-color 120ms ease-out; }
.card:hover { border-color: #8b93a3; }
.head { display: flex; align-items: flex-start; gap: 4px; }
.name { flex: 1; min-inline-size: 0; }
.open { all: unset; display: -webkit-box; inline-size: 100%; max-block-size: 36px; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 2; font-weight: 500; overflow-wrap: anywhere; cursor: pointer; }
.move { all: unset; display: grid; place-items: center; flex: none; inline-size: 24px; block-size: 24px; margin: -3px -4px -3px 0; color: #667; cursor: pointer; }
.line { display: flex; align-items: center; gap: 6px; min-inline-size: 0; color: #5b6270; font-size: 12px; line-height: 16px; }
.truncate { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.icon { inline-size: 12px; block-size: 12px; fill: none; stroke: currentColor; stroke-width: 2; vertical-align: -2px; margin-inline-end: 4px; }
.tag { flex: none; max-inline-size: 12ch; padding: 0 6px; overflow: hidden; border: 1px solid #dde0e6; border-radius: 6px; text-overflow: ellipsis; white-space: nowrap; }
.facts { display: flex; align-items: center; gap: 4px 8px; min-block-size: 22px; margin-block-start: 2px; }
.value { font-weight: 600; white-space: nowrap; }
.end { display: inline-flex; align-items: center; gap: 8px; margin-inline-start: auto; }
.date { color: #5b6270; font-size: 12px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.avatar { display: inline-grid; place-items: center; inline-size: 22px; block-size: 22px; border-radius: 50%; background: #dfe6f5; color: #24406e; font-size: 9px; font-weight: 600; line-height: 1; }
.dragged > .card { box-shadow: 0 8px 24px rgb(0 0 0 / 0.2); rotate: 1.5deg; }
`;

/** Close to what our cards have. */
export function peerStyles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
