import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import { formMessage } from '#discord/render/form-message.ts';
import { renderMessage as discordMessage } from '#discord/render/message.ts';
import { renderModal } from '#discord/render/modal.ts';
import { planModal } from '#discord/render/modal-plan.ts';
import { renderHome, renderMessage, renderView } from '#slack/render/screen.ts';
import { wordsFor } from '#words/index.ts';
import { sketchDiscord } from './sketch-discord.ts';
import { sketchSlack } from './sketch-slack.ts';
import { openBrowser } from './support/browser.ts';
import { type Actor, buttonOf, type Core, ran, screenOf, startCore } from './support/core.ts';

/** `npm run pictures`: ten screens as Slack and Discord draw them, wide and on a phone.  */
const FOLDER = join(import.meta.dirname, '../docs/images');
const WIDTHS = [640, 340];
const STYLE = `
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; background: #fff; color: #1d1c1d }
main { padding: 12px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; box-sizing: border-box }
h1 { font-size: 18px; margin: 0 } hr { width: 100%; border: 0; border-top: 1px solid #ddd; margin: 4px 0 }
.section { display: flex; gap: 8px; align-items: start } .grow { flex: 1; min-width: 0; overflow-wrap: anywhere }
.context, small { color: #616061; font-size: 12px } .context { display: flex; gap: 6px; align-items: center }
.actions { display: flex; flex-wrap: wrap; gap: 6px }
.button { border: 1px solid #bbb; border-radius: 6px; padding: 4px 10px; font-size: 13px; font-weight: 600; max-width: 260px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; box-sizing: border-box }
.primary { background: #007a5a; color: #fff; border-color: #007a5a } .danger { color: #e01e5a; border-color: #e01e5a } .select { font-weight: 400 }
.sign { display: inline-grid; place-items: center; width: 16px; height: 16px; font: bold 13px/1 sans-serif; color: #fff; vertical-align: -2px } .tick { background: #2ea043; border-radius: 3px } .stop { background: #cf222e; border-radius: 50% }
.mark { display: inline-block; width: 12px; height: 12px; border-radius: 50%; vertical-align: -1px } .avatar { width: 20px; height: 20px; border-radius: 5px; background: #b8c4ff; flex: none; display: inline-block }
.avatar.large { width: 56px; height: 56px; border-radius: 8px } .picture { height: 72px; width: 72px; background: #b8c4ff; border-radius: 6px }
.input { display: grid; gap: 3px } .field { border: 1px solid #bbb; border-radius: 4px; padding: 6px 8px; color: #777 } .input .button { justify-self: start }
pre { background: #f5f5f5; border: 1px solid #ddd; margin: 0; padding: 6px; font-size: 12px; overflow-x: auto } code { color: #c01343; background: #f5f5f5 }
.mention { background: #e8f0fb; color: #1264a3 } .scroll { overflow-x: auto } td { border: 1px solid #ddd; padding: 4px 8px; min-width: 90px } table { border-collapse: collapse }
.modal h2 { font-size: 17px; margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.discord { background: #313338; color: #dbdee1 } .discord .container { grid-template-columns: minmax(0, 1fr); background: #2b2d31; border-left: 4px solid #5865f2; border-radius: 8px; padding: 12px; display: grid; gap: 8px }
.discord small { color: #949ba4; display: block } .discord .button { border: 0; background: #4e5058; color: #fff } .discord .primary { background: #5865f2 } .discord .danger { background: #da373c }
.discord .wide { flex: 1; min-width: 0; max-width: none; background: #1e1f22; font-weight: 400 } .discord .off { opacity: .45 } .discord pre { background: #1e1f22; border: 0 } .discord code { background: #1e1f22; color: #dbdee1 }
.discord .field { background: #1e1f22; border: 0 } .discord hr { border-color: #3f4147 } .discord .text { overflow-wrap: anywhere }
`;

let core: Core;

async function people(): Promise<void> {
  core = await startCore({ settings: { approvals: 'privileged' } });
  await core.role('editor', ['Content: create', 'Content: read', 'Content: update', 'Menu: read']);
  await core.role('user-manager', ['User: read', 'User: update', 'Role: read']);
  const names = [
    'Maja Horvat',
    'Marco Bianchi',
    'Zoë Berg',
    'Bartholomew Featherstonehaugh-Wright',
    'Lena Ruiz',
    'Tom Ek',
  ];
  for (const [at, name] of names.entries())
    await core.user(name, {
      roles: [at % 2 === 0 ? 'editor' : 'manager'],
      status: (['active', 'active', 'active', 'pending', 'disabled', 'active'] as const)[at]!,
    });
  for (const name of [
    'Ines Aydin',
    'Omar Abadi',
    'Nora Adler',
    'Pia Arnaud',
    'Sam Aoki',
    'Ugo Alba',
    'Vera Amato',
  ])
    await core.user(name, { roles: ['manager'] });
}

/** What to draw: as a message, a form, or on Slack's Home tab, in place of which Discord draws the requests. */
async function screens(actor: Actor, marco: Actor): Promise<Record<string, Screen>> {
  const form = screenOf(await marco.says('requests new'));
  await ran(await marco.submits(form, { names: 'manager, editor', reason: 'Holiday cover', for: '8h' }));
  const hexa = screenOf(await actor.says(''));
  const list = screenOf(await actor.says('users list'));
  const rolesForm = screenOf(await actor.says('users roles marco.bianchi@example.com'));
  const roles = [await core.roleId('editor'), await core.roleId('manager')];
  const review = screenOf(await ran(await actor.submits(rolesForm, { roles })));
  const ask = screenOf(await actor.says('users disable maja.horvat@example.com'));
  const done = screenOf(await actor.presses(buttonOf(ask, 'Disable').action));
  return {
    hexa,
    home: screenOf(await actor.presses({ name: 'home.open' })),
    requests: screenOf(await actor.says('requests list')),
    list,
    card: screenOf(await actor.says('users show zoë.berg@example.com')),
    request: screenOf(await actor.presses(buttonOf(hexa, 'Review').action)),
    'ask-disable': ask,
    disabled: done,
    'manage-roles': review,
    add: screenOf(await actor.says('users add')),
    mistyped: screenOf(await actor.says('usres list')),
  };
}

const isForm = (screen: Screen): boolean => screen.form !== undefined;

function slack(name: string, screen: Screen): string {
  if (name === 'home') return sketchSlack(renderHome(screen).blocks);
  if (!isForm(screen)) return sketchSlack(renderMessage(screen).blocks);
  const { title, blocks, submit } = renderView(screen);
  const button =
    submit === undefined
      ? ''
      : `<div class="actions"><span class="button primary">${submit.text}</span></div>`;
  return `<div class="modal"><h2>${title.text}</h2></div>${sketchSlack(blocks)}${button}`;
}

function discord(screen: Screen): string {
  const words = wordsFor(screen.language ?? null);
  if (!isForm(screen)) return sketchDiscord(discordMessage(screen).components);
  if (planModal(screen).asked.length === 0)
    return sketchDiscord(discordMessage(formMessage(screen, words)).components);
  const { title, components } = renderModal(screen, { words });
  return `<div class="modal"><h2>${title}</h2></div>${sketchDiscord(components)}`;
}

async function draw(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await openBrowser();
  const ann = await core.person('ann@example.com', 10);
  const marco = await core.person('marco.bianchi@example.com', 10);
  const avatar = 'https://avatars.slack-edge.com/marco_72.png';
  await core.services.saveProfile(marco.identity, { name: 'marco', avatar, locale: null, zone: null });
  const named = (drawn: string): string => drawn.replaceAll(marco.identity.user, 'marco');
  const page = await browser.newPage();
  for (const [name, screen] of Object.entries(await screens(ann, marco))) {
    for (const [platform, drawn] of [
      ...(name === 'requests' ? [] : [['slack', slack(name, screen)] as const]),
      ...(name === 'home' ? [] : [['discord', discord(screen)] as const]),
    ]) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 300 });
        await page.setContent(`<style>${STYLE}</style><main class="${platform}">${named(drawn)}</main>`);
        await page.screenshot({ path: join(FOLDER, `${platform}-${name}-${width}.png`), fullPage: true });
      }
    }
  }
  await browser.close();
}

it('draws ten screens of Slack and of Discord, wide and narrow', async () => {
  await people();
  await draw();
  await core[Symbol.asyncDispose]();
  const drawn = (await readdir(FOLDER)).filter((file) => /^(slack|discord)-.*\.png$/.test(file));
  expect(drawn).toHaveLength(40);
});
