import { describe, expect, it } from 'vitest';
import { arrowsPicture } from '../bin/arrows/picture.ts';
import { violationsBelow, violationsOf } from '../bin/arrows/violations.ts';

describe('the arrows between the rooms', () => {
  it('hold in the whole repository', () => {
    expect(violationsBelow(new URL('../', import.meta.url))).toEqual([]);
  });

  it.each([
    ['domain knows no ORM', 'src/domain/user.ts', "import { defineEntity } from '@mikro-orm/core';"],
    ['domain knows no types of it either', 'src/domain/user.ts', "import type { Sql } from 'kysely';"],
    ['domain does no I/O', 'src/domain/user.ts', "import { readFileSync } from 'node:fs';"],
    ['services know no platform', 'src/services/users/undo.ts', "import { app } from '#slack/app.ts';"],
    ['services do not know chat', 'src/services/index.ts', "import type { Reply } from '#chat/reply.ts';"],
    ['chat does not know services', 'src/chat/gate.ts', "import type { Deps } from '#services/deps.ts';"],
    [
      'workers know only the types of chat',
      'src/workers/cards.ts',
      "import { card } from '#chat/views/card.ts';",
    ],
    ['no platform knows another', 'src/slack/app.ts', "import { LIMITS } from '#discord/limits.ts';"],
    ['Bolt is in its folder only', 'commands/help.ts', "import { App } from '@slack/bolt';"],
    ['discord.js is in its folder only', 'src/http/server.ts', "import { Client } from 'discord.js';"],
    ['Botkit is in its folder only', 'src/chat/context.ts', "import type { Botkit } from 'botkit';"],
    ['what is loaded late counts', 'src/slack/app.ts', "const late = await import('#discord/app.ts');"],
    ['what is passed on counts', 'src/slack/app.ts', "export { LIMITS } from '#discord/limits.ts';"],
    ['what is imported for its effect counts', 'src/mail/render.ts', "import '#database/connection.ts';"],
    ['nobody imports the tests', 'src/http/server.ts', "import { open } from '../../test/support/core.ts';"],
    ['other rooms are not reached sideways', 'src/chat/gate.ts', "import { x } from '../domain/plan.ts';"],
    ['a new folder is a new room', 'src/teams/app.ts', ''],
  ])('%s', (_rule, file, source) => {
    expect(violationsOf(file, source)).toHaveLength(1);
  });

  it.each([
    [
      'a list over several lines',
      'src/chat/gate.ts',
      "import {\n  type Plan,\n  planOf,\n} from '#domain/plan.ts';",
    ],
    [
      'types where only types may come',
      'src/workers/cards.ts',
      "import type { Screen } from '#chat/screen.ts';",
    ],
    [
      'the types of the messages in the page',
      'src/console/page/dom.js',
      "/** @type {import('../protocol.ts').X} */",
    ],
    ['everything in the tests', 'test/chat/gate.test.ts', "import { app } from '#slack/app.ts';"],
  ])('allow %s', (_what, file, source) => {
    expect(violationsOf(file, source)).toEqual([]);
  });

  it('are drawn, those of types dashed', () => {
    expect(arrowsPicture()).toContain('  slack --> chat\n');
    expect(arrowsPicture()).toContain('  workers -. types .-> chat\n');
    expect(arrowsPicture()).toContain('| `src/chat` | zod, leven, lru-cache, hono (types), node (types) |');
  });
});
