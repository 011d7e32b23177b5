import { readFileSync } from 'node:fs';
import { createCatalogue, optionsOf, usageOf } from '#chat/catalogue.ts';
import { needsOf } from '#chat/declared.ts';
import type { Needs } from '#chat/gate.ts';
import { MOST_PEOPLE } from '#chat/option.ts';
import { en } from '#words/en/index.ts';
import { commands } from '../commands/index.ts';
import { arrowsPicture } from './arrows/picture.ts';

const MADE = 'Made from the code by `npm run docs`.';

const ABOUT_ROLES =
  'Role names are shown only to people with Role: read. Commands that open, rename, change or delete a role by its name, or offer roles to choose from, need it as well as their own permission. `roles create` works without it, but then offers no role to copy.';

const HOW_IT_IS_READ = `## How it is read

- **Options:** what stands after \`name:\` belongs to that option until the next name; the option shown without a name takes the rest. A space before the colon is fine, and so are French names and values: \`statut : actif\`.
- **Quotes:** a value in quotes is one value: \`roles:"Sales, EMEA"\`. A quote within is doubled. Curly quotes and guillemets work too.
- **Lists:** values stand between commas, semicolons or line breaks. Mentions and email addresses need nothing between them, or \`and\`. A command takes at most ${MOST_PEOPLE} people.
- **People:** a @mention from the list, an email (also as \`Pat O'Neil <pat@example.com>\`), a full name, a username, an ID, or part of a name. An \`@name\` that didn't come from the list is read as a username, and the answer says so. A mention of a group, a role or everyone is refused.
- **Names** are compared without case and accents, with plain apostrophes, quotes and dashes: \`celine\` finds Céline. What is written exactly so comes first, then what is alike, then a part.
- **Who wins:** an email before a full name, a full name before a username. Where several remain, you choose.
- **Lengths:** \`30m\`, \`8h\`, \`7d\`, \`2w\`. \`1M\` is refused, as it may mean a month.
- **Dates:** \`2026-11-01\` or \`2026-11-01 14:30\`, on your own clocks: Slack's profile and the console's browser tell them. Discord doesn't, so there it's UTC. The answer says which.
- **Passwords** are never taken from a typed line.
- **What isn't understood** is refused and named, and nothing is done.`;

/** What follows from the code, and the file in which it stands. */
export function docsPages(): { file: URL; content: string }[] {
  const page = (name: string): URL => new URL(`../docs/${name}`, import.meta.url);
  const design = page('design.md');
  return [
    { file: page('commands.md'), content: commandsPage() },
    { file: page('refusals.md'), content: refusalsPage() },
    { file: design, content: withArrows(readFileSync(design, 'utf8')) },
  ];
}

/** The page with the picture between its two marks. */
function withArrows(page: string): string {
  return page.replace(
    /(<!-- arrows: .*? -->\n)[\s\S]*(<!-- end of arrows -->)/,
    `$1\n${arrowsPicture()}\n\n$2`,
  );
}

/** Every command with its options and what the gate asks for. */
function commandsPage(): string {
  const sections = createCatalogue(commands).commands.map((command) => {
    const words = en.commands[command.path];
    const options = optionsOf(command).filter(({ ask }) => ask === 'option');
    const lines = options.map(({ name, choices }) => {
      const allowed = choices.length === 0 ? '' : ` (${choices.join(', ')})`;
      return `- \`${name}\`: ${words?.options[name] ?? ''}${allowed}`;
    });
    return [
      `## ${command.path}`,
      `${words?.summary ?? ''}.`,
      `\`${usageOf(command)}\``,
      ...(lines.length === 0 ? [] : [lines.join('\n')]),
      needsText(needsOf(command)),
    ].join('\n\n');
  });
  return `${['# Commands', MADE, HOW_IT_IS_READ, ABOUT_ROLES, ...sections].join('\n\n')}\n`;
}

function needsText({ until, permissions = [], sso, quota }: Needs): string {
  if (until === 'workspace') return 'Open to everybody of the workspace.';
  const needs = [
    until === 'link' ? 'a link' : 'an active, linked user',
    ...(until === undefined ? ['a plan with user management'] : []),
    ...(permissions.length === 0 ? [] : [permissions.join(', ')]),
    ...(quota === 'free' ? ['room in the quota'] : []),
  ];
  const closed =
    sso === 'closed'
      ? ' Closed under SSO.'
      : sso === 'strict'
        ? ' Closed under SSO where CHATOPS_SSO_STRICT is true.'
        : '';
  return `Needs: ${needs.join('; ')}.${closed}`;
}

/** Every refusal, as people read it, with sample values where it carries some. */
function refusalsPage(): string {
  const data = sample();
  const refusals = Object.entries(en.errors).map(([code, sentence]) => {
    const { title, text } = (sentence as (data: object) => { title: string; text: string })(data);
    return `| \`${code}\` | ${cell(title)} | ${cell(text)} |`;
  });
  const problems = Object.entries(en.problems).map(
    ([code, sentence]) => `| \`${code}\` | ${cell((sentence as (data: object) => string)(data))} |`,
  );
  return `${[
    '# Refusals',
    `${MADE} Names and numbers are examples.`,
    ['| code | title | what people read |', '| --- | --- | --- |', ...refusals].join('\n'),
    '## Beside a field',
    ['| code | what people read |', '| --- | --- |', ...problems].join('\n'),
  ].join('\n\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Whatever a sentence asks of its data, there is something to show. */
function sample(): object {
  const known: Record<string, unknown> = {
    platform: 'slack',
    workspace: 'T012AB3CD',
    user: 'U024BE7LH',
    plan: 'starter',
    status: 'active',
    used: 10,
    limit: 10,
    users: 2,
    left: 2,
    max: 255,
    min: 8,
    maxBytes: 72,
    upgradeTo: 'unlimited',
    why: 'lacking',
    by: 'Ann Lee',
    name: 'Zoë Berg',
    email: 'zoe@example.com',
    role: 'editor',
    query: 'zoe',
    typed: 'usres list',
    nearest: 'users list',
    option: 'search',
    value: 'x',
    text: 'x',
    usage: '/hexa users list [search]',
    missing: ['User: update'],
    permissions: ['User: update'],
    roles: ['editor'],
    names: ['editor'],
    present: ['manager'],
    known: ['admin', 'manager'],
    allowed: ['active', 'pending'],
  };
  return new Proxy(known, { get: (target, key) => target[String(key)] ?? [] });
}
