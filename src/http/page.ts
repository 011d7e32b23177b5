import { html, raw } from 'hono/html';

/** Allowed by its hash in the Content-Security-Policy; nothing else is loaded or applied. */
export const STYLE = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5;
  --page: #f4f5f9; --card: #fff; --text: #1c2130; --soft: #5a6275; --border: #d9dce6; --main: #3a4fd8; --on-main: #fff; --wrong: #b3261e }
@media (prefers-color-scheme: dark) { :root { --page: #12141c; --card: #1c1f2b; --text: #e8eaf2; --soft: #a6adc0;
  --border: #343949; --main: #8b9bff; --on-main: #12141c; --wrong: #ff9a90 } }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 1rem; box-sizing: border-box;
  background: var(--page); color: var(--text) }
main { max-width: 26rem; width: 100%; box-sizing: border-box; padding: 1.5rem; background: var(--card);
  border: 1px solid var(--border); border-radius: .75rem }
header { display: flex; align-items: center; gap: .6rem; margin-bottom: 1.25rem; font-weight: 600 }
header svg { width: 2rem; height: 2rem; flex: none }
header small { display: block; color: var(--soft); font-weight: 400; overflow-wrap: anywhere }
h1 { margin: 0 0 .5rem; font-size: 1.35rem; line-height: 1.3 }
form { display: grid; gap: 1rem }
label { display: grid; gap: .25rem }
input, button, .button { font: inherit; padding: .7rem .8rem; border-radius: .5rem; border: 1px solid var(--border);
  box-sizing: border-box; width: 100% }
input { background: var(--page); color: var(--text) }
button, .button { display: block; background: var(--main); color: var(--on-main); border: 0; cursor: pointer; font-weight: 600;
  text-align: center; text-decoration: none }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px }
.problem { color: var(--wrong) }
.note { color: var(--soft); font-size: .9rem; margin-bottom: 0 }
`;

type Html = ReturnType<typeof html>;

/** Our mark, as on the console's page (src/console/page/icon.svg). */
const MARK = `<svg viewBox="0 0 32 32" aria-hidden="true"><path fill="#3a4fd8" d="M16 2.5l11.7 6.75v13.5L16 29.5 4.3 22.75V9.25z"/><path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" d="M11 10.5v11M21 10.5v11M11 16h10"/></svg>`;

/** A plain page that works without JavaScript. `from`: the host of the Hexabot that it is about, where it is known. */
export function page(language: string, title: string, body: Html | string, from: string | null = null): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Hexabot</title>
<style>${raw(STYLE)}</style>
</head>
<body><main><header>${raw(MARK)}<span>Hexabot${from === null ? '' : html`<small>${from}</small>`}</span></header><h1>${title}</h1>${body}</main></body>
</html>`;
}
