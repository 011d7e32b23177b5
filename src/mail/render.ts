import type { Words } from '#words/index.ts';
import { escapeHtml } from './html.ts';

/** A mail in words: paragraphs, one button, paragraphs (`src/words`, mails). */
export type MailText = ReturnType<Words['mails']['confirmation']>;

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const BUTTON =
  'display:inline-block;padding:12px 20px;background:#1b4dff;color:#ffffff;border-radius:6px;text-decoration:none';

/** Both parts of a mail. Names are text, never markup; the subject is one line. */
export function renderMail(mail: MailText, link: string, language: string): RenderedMail {
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const href = escapeHtml(link);
  return {
    subject: mail.subject.replace(/[\r\n]+/g, ' '),
    text: [...mail.before, link, ...mail.after].join('\n\n'),
    html: `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><title>${escapeHtml(mail.subject)}</title></head>
<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:36em">
${mail.before.map(paragraph).join('\n')}
<p><a href="${href}" style="${BUTTON}">${escapeHtml(mail.button)}</a></p>
<p><small>${href}</small></p>
${mail.after.map(paragraph).join('\n')}
</body>
</html>
`,
  };
}
