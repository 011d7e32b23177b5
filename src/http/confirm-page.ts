import { html } from 'hono/html';
import type { ConfirmationPage, ConfirmationState } from '#services/confirmation/confirmations.ts';
import type { Words } from '#words/index.ts';
import { hostOf } from './host-of.ts';
import { page } from './page.ts';

type Html = ReturnType<typeof page>;

/** The page of an open link. Opening it changes nothing: mail scanners open links; the button confirms. */
export function openPage(
  words: Words,
  of: ConfirmationPage,
  panelUrl: string | null,
  problems: Readonly<Record<string, string>> = {},
): Html {
  const { pages } = words;
  const { title, text } = of.setsPassword ? pages.setPassword(of.firstName) : pages.confirm(of.firstName);
  const field = (name: 'password' | 'confirmation') => {
    const problem = problems[name];
    const described =
      problem === undefined ? '' : html` aria-invalid="true" aria-describedby="${name}-problem"`;
    return html`<label>${pages[name]}
<input type="password" name="${name}" autocomplete="new-password" required minlength="8"${described}>
${problem === undefined ? '' : html`<span class="problem" id="${name}-problem" role="alert">${problem}</span>`}
</label>`;
  };
  return page(
    words.language,
    title,
    html`<p>${text}</p><form method="post">
${of.setsPassword ? html`${field('password')}${field('confirmation')}` : ''}
<button type="submit">${pages.button}</button></form><p class="note">${pages.next}</p>`,
    hostOf(panelUrl),
  );
}

/** What became of the link: confirmed now, or why not and what to do. */
export function outcomePage(
  words: Words,
  outcome: 'confirmed' | 'roleless' | Exclude<ConfirmationState, 'open'>,
  panelUrl: string | null,
): Html {
  const { title, text } = words.pages[outcome]();
  const signIn = panelUrl !== null && ['confirmed', 'roleless', 'used'].includes(outcome);
  return page(
    words.language,
    title,
    html`<p>${text}</p>${signIn ? html`<p><a class="button" href="${panelUrl}">${words.pages.signIn}</a></p>` : ''}`,
    hostOf(panelUrl),
  );
}
