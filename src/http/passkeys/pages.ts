import { html } from 'hono/html';
import { oneLine } from '#chat/clean-text.ts';
import type { Screen } from '#chat/screen.ts';
import { proofText } from '#chat/views/proof.ts';
import { fullName } from '#domain/user.ts';
import type { Enrolment } from '#services/passkeys/enrolments.ts';
import type { PendingAction } from '#services/passkeys/pending-actions.ts';
import type { Words } from '#words/index.ts';
import { type Html, instantHtml, screenHtml } from './screen-html.ts';

/** Every page of passkeys. Addresses are relative, so that they hold behind a proxy with a prefix. */
function page(words: Words, title: string, main: Html): Html {
  const { passkey } = words.pages;
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${oneLine(title)}</title>
<link rel="stylesheet" href="../passkeys/passkeys.css">
<script type="module" src="../passkeys/passkeys.js"></script>
</head>
<body data-waiting="${passkey.waiting}" data-refused="${passkey.refused}" data-unsupported="${passkey.unsupported}"
 data-copied="${passkey.copied}" data-offline="${passkey.offline}">
<main>${main}</main>
</body>
</html>`;
}

/** What the browser is to be asked, and what came of it. */
function ceremony(
  words: Words,
  kind: 'get' | 'create',
  { options, fields, submit }: { options: object; fields: Html | string; submit: string },
): Html {
  const { passkey } = words.pages;
  return html`<form data-ceremony="${kind}" data-options="${JSON.stringify(options)}">${fields}
<button type="submit">${submit}</button></form>
<p role="status" aria-live="polite"></p>
<button type="button" class="second" data-copy hidden>${passkey.openElsewhere}</button>
<noscript><p class="problem">${passkey.noScript}</p></noscript>`;
}

function problemHtml(problem: string | null): Html | string {
  return problem === null ? '' : html`<p class="problem" role="alert">${problem}</p>`;
}

/** The action in full, who started it, Confirm and "I didn't start this"; nothing else. */
export function provePage(
  words: Words,
  { pending, options }: { pending: PendingAction; options: object },
  problem: string | null = null,
): Html {
  const { passkey } = words.pages;
  const { startedBy, chatName, identity, createdAt, matters } = pending;
  const screen: Screen = { ...proofText(words, matters), language: words.language };
  const who = passkey.startedBy(startedBy, identity.platform, chatName);
  const main = html`${screenHtml(screen)}
<dl class="started"><div><dt>${passkey.started}</dt><dd>${oneLine(who)}</dd></div>
<div><dt>${passkey.startedAt}</dt><dd>${instantHtml(words, createdAt)}</dd></div></dl>
${problemHtml(problem)}
${ceremony(words, 'get', { options, fields: '', submit: passkey.confirm })}
<form data-disown><button type="submit" class="quiet">${passkey.disown}</button></form>`;
  return page(words, screen.title, main);
}

/** What came of it, as chat is told. */
export function provenPage(words: Words, screens: readonly Screen[]): Html {
  const [first] = screens;
  const main = html`${screens.map((screen) => screenHtml(screen))}
<p class="note">${words.pages.passkey.backToChat}</p>`;
  return page(words, first?.title ?? words.screens.proof.title, main);
}

/** A page with one sentence: what is over, or is not known. */
export function wordPage(words: Words, { title, text }: { title: string; text: string }): Html {
  return page(words, title, html`<h1>${title}</h1><p>${text}</p>`);
}

/** The page on which a passkey is added. */
export function enrolPage(
  words: Words,
  { user, options }: Enrolment,
  { name, problem }: { name: string; problem: string | null },
): Html {
  const { passkey } = words.pages;
  const fields = html`<label>${passkey.enrolName}
<input name="name" value="${name}" maxlength="60" required autocomplete="off"></label>`;
  const main = html`<h1>${passkey.enrolTitle}</h1>
<p>${passkey.enrolText(oneLine(fullName(user)), user.email)}</p>
${problemHtml(problem)}
${ceremony(words, 'create', { options, fields, submit: passkey.enrol })}`;
  return page(words, passkey.enrolTitle, main);
}
