import { describe, expect, it } from 'vitest';
import { lackingPermissions } from '#discord/postable.ts';

const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const [GUILD, ROLE, BOT] = ['1', '2', '3'];
const overwrite = (id: string, allow: bigint, deny: bigint) => ({ id, allow: `${allow}`, deny: `${deny}` });

describe('what the app lacks to post in a channel', () => {
  it.each([
    ['nothing, as everybody may', VIEW | SEND, 0n, [], []],
    ['nothing, by its role', 0n, VIEW | SEND, [], []],
    ['all that nobody gave it', 0n, 0n, [], ['View Channel', 'Send Messages']],
    ['what the channel denies everybody', VIEW | SEND, 0n, [overwrite(GUILD, 0n, SEND)], ['Send Messages']],
    [
      'nothing that its role is allowed again',
      VIEW | SEND,
      0n,
      [overwrite(GUILD, 0n, SEND), overwrite(ROLE, SEND, 0n)],
      [],
    ],
    [
      'what itself is denied, whatever its role may',
      VIEW,
      SEND,
      [overwrite(ROLE, SEND, 0n), overwrite(BOT, 0n, SEND)],
      ['Send Messages'],
    ],
    ['nothing as an administrator', 0n, 1n << 3n, [overwrite(BOT, 0n, SEND)], []],
    ['what only others are allowed', VIEW, 0n, [overwrite('9', SEND, 0n)], ['Send Messages']],
  ])('%s', (_, everybody, role, permission_overwrites, lacking) => {
    const roles = [
      { id: GUILD, permissions: `${everybody}` },
      { id: ROLE, permissions: `${role}` },
      { id: '9', permissions: `${SEND}` },
    ];
    const channel = { type: 0, permission_overwrites };
    expect(lackingPermissions({ channel, guildId: GUILD, roles, bot: { id: BOT, roles: [ROLE] } })).toEqual(
      lacking,
    );
  });
});
