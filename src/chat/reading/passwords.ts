/** A password with its name, wherever it stands: what is typed in chat stays in its history. */
const NAMED =
  /(?<![\p{L}\d])(?:pass(?:e|es|word|words|wd|wort|phrase|code)?|pwd|confirmation|mots?[-_\s]+de[-_\s]+passe|mdp)\s*[:=：＝]/iu;

/** Whether somebody types a password. */
export function hasPassword(text: string): boolean {
  return NAMED.test(text);
}

/** The same text to be shown: nothing is left of what follows the name of a password. */
export function withoutPassword(text: string): string {
  const named = NAMED.exec(text);
  return named === null ? text : `${text.slice(0, named.index + named[0].length)}••••`;
}
