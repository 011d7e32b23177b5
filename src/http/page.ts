import { html, raw } from 'hono/html';

/** Allowed by its hash in the Content-Security-Policy; nothing else is loaded or applied. */
export const STYLE = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 1rem; box-sizing: border-box }
main { max-width: 28rem; width: 100% }
form { display: grid; gap: 1rem }
label { display: grid; gap: .25rem }
input, button { font: inherit; padding: .6rem .8rem; border-radius: .4rem; border: 1px solid #8888 }
button { background: #1b4dff; color: #fff; border: 0; cursor: pointer }
.problem { color: #c62828 }
@media (prefers-color-scheme: dark) { .problem { color: #ff8a80 } }
`;

type Html = ReturnType<typeof html>;

/** A plain page that works without JavaScript. */
export function page(language: string, title: string, body: Html | string): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>`;
}
