/**
 * Reads Discord's markdown as its clients do, as far as our own renderer writes it, and complains of anything else: of
 * what a client would make a format, link, mention, time or emoji that we did not put there.
 */
export function literalTextOf(content: string): { text: string; problems: string[] } {
  const problems: string[] = [];
  const lines = content.split('\n').map((line) => {
    const mark = /^(### |-# )/.exec(line)?.[0] ?? '';
    return literalLine(line.slice(mark.length), problems);
  });
  return { text: lines.join('\n'), problems };
}

const RULES: readonly (readonly [RegExp, string])[] = [
  [/^\*\*((?:\\[\s\S]|[^*\\])+)\*\*/, 'bold'],
  [/^\*/, 'emphasis'],
  [/^_/, 'emphasis'],
  [/^~~/, 'strikethrough'],
  [/^\|\|/, 'spoiler'],
  [/^`/, 'code'],
  [/^<(@|#|t:|:|a:|\/|id:|https?:|mailto:|sms:|tel:)/, 'mention'],
  [/^@(everyone|here)/i, 'mention'],
  [/^\[[^\]]*\]\(/, 'masked link'],
  [/^(https?|steam|discord):\/\//, 'link'],
  [/^:[^\s:]+:/, 'emoji'],
];

function literalLine(line: string, problems: string[]): string {
  if (/^\s*(#{1,3} |-# |[-*+] |\d+[.)] |>{1,3} )/.test(line))
    problems.push(`a line that is more than text: ${line}`);
  let rest = line;
  let text = '';
  while (rest !== '') {
    // A backslash takes the meaning of any character that is neither letter, digit nor space.
    const escaped = /^\\([^0-9A-Za-z\s])/u.exec(rest);
    if (escaped !== null) {
      text += escaped[1];
      rest = rest.slice(escaped[0].length);
      continue;
    }
    const rule = RULES.find(([pattern]) => pattern.test(rest));
    if (rule?.[1] === 'bold') {
      const [whole, inner = ''] = rule[0].exec(rest)!;
      text += literalLine(inner, problems);
      rest = rest.slice(whole.length);
      continue;
    }
    if (rule !== undefined) problems.push(`${rule[1]} at: ${rest.slice(0, 40)}`);
    const [first = ''] = rest;
    text += first;
    rest = rest.slice(first.length);
  }
  return text;
}
