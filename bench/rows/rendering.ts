import { createCatalogue } from '#chat/catalogue.ts';
import type { Screen } from '#chat/screen.ts';
import { usersScreen } from '#chat/views/users-list.ts';
import { EVERYBODY, EVERYBODY_ID } from '#chat/views/users-query.ts';
import { pageScreen } from '#console/render/screen.ts';
import { connect } from '#database/connection.ts';
import { renderMessage as renderDiscord } from '#discord/render/message.ts';
import { loadStanding } from '#services/gate/standing.ts';
import { listUsers } from '#services/users/list-users.ts';
import { renderMessage as renderSlack } from '#slack/render/screen.ts';
import { LANGUAGES } from '#words/index.ts';
import { commands } from '../../commands/index.ts';
import { byTurns, took } from '../measure.ts';
import { chatUser } from '../people.ts';
import { ms, type Row, told } from '../row.ts';
import type { Scene } from '../scene.ts';
import { TEAM } from '../slack-side.ts';

const USERS = 20;
/** Each platform draws them on pages as long as it shows (design: lists are never cut, they are paged). */
const PLATFORMS = [
  { name: 'Slack', pageSize: 10, render: renderSlack },
  { name: 'Discord', pageSize: 8, render: renderDiscord },
  { name: 'console', pageSize: 20, render: pageScreen },
] as const;

/** Twenty users of the list, drawn for each platform, each time from the same screens. */
export async function renderingRows(scene: Scene): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, pageSize, render } of PLATFORMS) {
    const screens = await pagesOfUsers(scene, pageSize);
    const rendered = screens.map((screen) => render(screen));
    const { a, b } = await byTurns(
      scene.world.sizes.rounds,
      () => took(() => screens.map((screen) => render(screen))),
      () => took(() => JSON.stringify(rendered)),
    );
    rows.push(
      told(
        `rendering ${USERS} users for ${name}, ${pageSize} a page, p50`,
        '`JSON.stringify` of the result',
        `${ms(a)} against ${ms(b)}`,
      ),
    );
  }
  return rows;
}

async function pagesOfUsers({ url }: Scene, pageSize: number): Promise<Screen[]> {
  const db = connect({ url, schema: 'public' });
  const licence = () => ({ plan: 'pro', status: 'active', userLimit: null }) as const;
  const identity = { platform: 'slack', workspace: TEAM, user: chatUser(1) } as const;
  const deps = { db, licence, sso: () => ({ enabled: false, strict: false }) };
  const standing = await loadStanding(deps, identity, true, true);
  const { actor } = standing;
  if (actor === null) throw new Error('nobody is linked');
  const found = await listUsers({ db }, { ...EVERYBODY, roleIds: null, page: 0, pageSize: USERS });
  await db.close();
  const invocation = { identity, pageSize, maxFields: 100, served: true, locale: null } as const;
  const input = { type: 'line', text: 'users list' } as const;
  const context = {
    actor,
    catalogue: createCatalogue(commands),
    standing,
    words: LANGUAGES.en,
    invocation: { ...invocation, id: 'bench', delivery: 'bench', replyTo: null, input },
    setup: {
      passwords: 'form',
      mail: false,
      approvals: 'off',
      linkByEmail: false,
      standalone: true,
      frontendBaseUrl: 'https://hexabot.example.com',
      hexabotLinks: false,
      signsOut: false,
    },
  } as const;
  const pages = Array.from({ length: Math.ceil(USERS / pageSize) }, (_, page) => page);
  return pages.map((page) => {
    const users = found.users.slice(page * pageSize, (page + 1) * pageSize);
    return usersScreen(context, {
      users,
      total: found.total,
      filter: EVERYBODY,
      page: page + 1,
      id: EVERYBODY_ID,
    });
  });
}
