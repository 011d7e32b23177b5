import { hostileScreens } from '../support/hostile.ts';

/** As Slack would have it. */
export const { name, part, usersPart, usersTable, matrixPart, form, screen } = hostileScreens({
  syntax: [
    '<!channel>',
    '<!here|here>',
    '<@U0BOT>',
    '<#C0GENERAL>',
    '<https://evil.example|Approve>',
    '<mailto:a@evil.example|a>',
    '&lt;!channel&gt;',
    '&amp;',
    '*bold*',
    '_italic_',
    '~struck~',
    '`code`',
    '```block```',
    '> quote',
    ':rotating_light:',
    '@channel',
    'https://evil.example',
    'ann@example.com',
  ],
  long: ['x'.repeat(255), '&'.repeat(255), '<!channel>'.repeat(25), '👍'.repeat(127)],
  workspace: 'T0ACME',
  user: 'U0ANN',
  avatar: 'https://avatars.slack-edge.com/a_72.png',
  pageSize: 10,
  roles: 300,
  actions: 4,
  actionNames: 10,
  selectOptions: 5,
});
