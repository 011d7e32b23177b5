import { escapeHtml } from './html.ts';

/** A mail in words: paragraphs, perhaps one button, paragraphs. */
export interface MailText {
  subject: string;
  before: readonly string[];
  button?: { label: string; link: string };
  after: readonly string[];
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const BUTTON =
  'display:inline-block;padding:12px 20px;background:#1b4dff;color:#ffffff;border-radius:6px;text-decoration:none';

/** Both parts of a mail. Names are text, never markup; the subject is one line. */
export function renderMail({ subject, before, button, after }: MailText, language: string): RenderedMail {
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const paragraphs = [
    ...before.map(paragraph),
    ...(button === undefined ? [] : [buttonHtml(button)]),
    ...after.map(paragraph),
  ];
  return {
    subject: subject.replace(/[\r\n]+/g, ' '),
    text: [...before, ...(button === undefined ? [] : [button.link]), ...after].join('\n\n'),
    html: `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:36em">
${paragraphs.join('\n')}
</body>
</html>
`,
  };
}

/** The address stands below too, for mail programs that show no buttons. */
function buttonHtml({ label, link }: { label: string; link: string }): string {
  const href = escapeHtml(link);
  return `<p><a href="${href}" style="${BUTTON}">${escapeHtml(label)}</a></p>
<p><small>${href}</small></p>`;
}
