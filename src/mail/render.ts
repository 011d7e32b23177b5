import { escapeHtml } from './html.ts';

/** A mail in words: paragraphs, perhaps one button, paragraphs. */
export interface MailText {
  subject: string;
  before: readonly string[];
  button?: { label: string; link: string };
  after: readonly string[];
}

/** A mail without its addresses, as text and as HTML. */
export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** Inline, as many mail programs drop style sheets; those that keep them get the dark colours too. */
const BUTTON =
  'display:inline-block;padding:12px 20px;background:#3a4fd8;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600';
const MARK =
  'display:inline-block;width:32px;line-height:32px;border-radius:8px;background:#3a4fd8;color:#ffffff;text-align:center;font-weight:700';
const DARK = `@media (prefers-color-scheme: dark) {
body, .page { background: #12141c !important } .card { background: #1c1f2b !important; color: #e8eaf2 !important; border-color: #343949 !important }
.soft, .soft a { color: #a6adc0 !important } }`;

/**
 * Both parts of a mail, looking like our pages. Names are text, never markup; the subject is one line. `from`: the host of
 * the Hexabot that it is about, where it is known.
 */
export function renderMail(
  { subject, before, button, after }: MailText,
  language: string,
  from: string | null = null,
): RenderedMail {
  const sender = from === null ? 'Hexabot' : `Hexabot · ${from}`;
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const paragraphs = [
    ...before.map(paragraph),
    ...(button === undefined ? [] : [buttonHtml(button)]),
    ...after.map(paragraph),
  ];
  return {
    subject: subject.replace(/[\r\n]+/g, ' '),
    text: [...before, ...(button === undefined ? [] : [button.link]), ...after, `-- \n${sender}`].join(
      '\n\n',
    ),
    html: `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title><style>${DARK}</style></head>
<body style="margin:0;background:#f4f5f9">
<div class="page" style="padding:24px 12px;background:#f4f5f9">
<div class="card" style="max-width:36em;margin:0 auto;padding:24px;background:#ffffff;color:#1c2130;border:1px solid #d9dce6;border-radius:12px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5">
<p><span style="${MARK}">H</span> <strong>Hexabot</strong>${from === null ? '' : ` <span class="soft" style="color:#5a6275">${escapeHtml(from)}</span>`}</p>
${paragraphs.join('\n')}
</div>
</div>
</body>
</html>
`,
  };
}

/** The address stands below too, for mail programs that show no buttons. */
function buttonHtml({ label, link }: { label: string; link: string }): string {
  const href = escapeHtml(link);
  return `<p><a href="${href}" style="${BUTTON}">${escapeHtml(label)}</a></p>
<p class="soft" style="color:#5a6275;font-size:13px;overflow-wrap:anywhere">${href}</p>`;
}
