import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fillDemo } from '../bin/demo/fill.ts';
import { newPerson, openBrowser } from './support/browser.ts';
import { ask, type ConsoleService, runConsole, say, topDialog } from './support/console.ts';

/**
 * `npm run screenshots -- [FOLDER [STATE]]`: every state of the console at three widths, light and dark, to be looked
 * at; without a folder, the pictures of README and docs. The fonts are this machine's.
 */
const [folder, only] = process.argv.slice(2);
const IMAGES = join(import.meta.dirname, '../docs/images');
const SIZES = { 1440: 900, 1280: 800, 390: 844 };

interface State {
  as?: string;
  address?: string;
  env?: Record<string, string>;
  show(page: Page, service: ConsoleService): Promise<unknown>;
}

const table = (page: Page) => page.locator('.users-table').waitFor();
const press = async (page: Page, what: string) => {
  await table(page);
  await page.locator(what).click();
};
const open = async (page: Page, name: string) => {
  await table(page);
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('.user-card .actions').waitFor();
};
const menuOf = async (page: Page, name: string) => {
  await table(page);
  await page.getByRole('button', { name: `More actions ${name}` }).click();
};
const addForm = async (page: Page) => {
  await table(page);
  await page.getByRole('button', { name: 'Add user', exact: true }).click();
  await topDialog(page).getByLabel('First name').fill('Zoë');
};

const STATES: Record<string, State> = {
  greeting: { show: table },
  users: { show: (page) => press(page, '.greeting .icon-button') },
  card: { show: (page) => open(page, 'Khadija Benali') },
  menu: { show: (page) => menuOf(page, 'Olivia Bennett') },
  filtered: { address: '&search=an&status=active&role=manager', show: table },
  empty: {
    address: '&search=nobody+is+called+so',
    show: (page) => page.locator('.empty').waitFor(),
  },
  problems: {
    async show(page) {
      await addForm(page);
      await topDialog(page).getByLabel('Email').fill('not an address');
      await topDialog(page).locator('[type=submit]').click();
      await topDialog(page).locator('.alert').waitFor();
    },
  },
  leaving: {
    async show(page) {
      await addForm(page);
      await page.keyboard.press('Escape');
      await page.locator('.confirm').waitFor();
    },
  },
  draft: {
    async show(page) {
      await addForm(page);
      await page.keyboard.press('Escape');
      await page.locator('.confirm .primary').click();
      await page.getByRole('button', { name: 'Add user', exact: true }).click();
      await page.locator('.restored').waitFor();
    },
  },
  asking: {
    async show(page) {
      await menuOf(page, 'Felix Brandt');
      await page.getByRole('menuitem', { name: 'Disable' }).click();
      await topDialog(page).waitFor();
    },
  },
  done: {
    async show(page) {
      await table(page);
      await page.getByRole('button', { name: 'More actions Magnus Berg' }).click();
      await page.getByRole('menuitem', { name: /Disable|Enable/ }).click();
      await topDialog(page).locator('.actions .button').first().click();
      await page.locator('.toast').waitFor();
    },
  },
  roles: {
    async show(page) {
      await menuOf(page, 'Felix Brandt');
      await page.getByRole('menuitem', { name: 'Manage roles' }).click();
      await topDialog(page).locator('.choosing').waitFor();
    },
  },
  request: {
    async show(page) {
      await table(page);
      await page.locator('.waiting .button').first().click();
      await topDialog(page).getByRole('button', { name: 'Approve' }).waitFor();
    },
  },
  permissions: {
    async show(page) {
      const card = await ask(page, '/hexa roles show editor');
      await card.getByRole('button', { name: 'Permissions' }).click();
      await topDialog(page).locator('.grid').waitFor();
    },
  },
  review: {
    async show(page) {
      const card = await ask(page, '/hexa roles show editor');
      await card.getByRole('button', { name: 'Permissions' }).click();
      const dialog = topDialog(page);
      await dialog.locator('tbody tr').nth(3).locator('input').first().click();
      await dialog.locator('tbody tr').nth(0).locator('input').nth(2).click();
      await dialog.locator('[type=submit]').click();
      await page.locator('.diff').last().waitFor();
    },
  },
  chat: { show: (page) => ask(page, '/hexa users list role:manager') },
  suggestions: {
    async show(page) {
      await page.getByRole('tab', { name: 'Chat' }).click();
      await page.locator('#line').fill('/hexa users ');
    },
  },
  guided: {
    async show(page) {
      await say(page, 'add a user');
      await page.locator('.guided input').fill('Yara');
      await page.keyboard.press('Enter');
      await page.getByLabel('Last name').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).waitFor();
    },
  },
  mailbox: { show: (page) => press(page, '[aria-controls=mailbox]') },
  people: { show: (page) => press(page, '.top-button.me') },
  manager: { as: 'manager', show: (page) => page.locator('.card.closed').waitFor() },
  guest: { as: 'guest', show: (page) => page.locator('.card.closed').waitFor() },
  full: { env: { CHATOPS_USER_LIMIT: '62' }, show: table },
  sso: { env: { SSO_ENABLED: 'true', CHATOPS_USER_LIMIT: 'unlimited' }, show: table },
  locked: {
    env: { SSO_ENABLED: 'false', CHATOPS_PLAN: 'community' },
    show: (page) => page.locator('.card.closed').waitFor(),
  },
  loading: {
    async show(page) {
      await page.routeWebSocket(/socket/, () => undefined);
      await page.reload();
      await page.locator('.skeleton').waitFor();
    },
  },
  reconnecting: {
    async show(page) {
      await table(page);
      await page.context().setOffline(true);
      await page.evaluate("window.dispatchEvent(new Event('offline'))");
    },
  },
};

/** In docs and README. */
const DOCUMENTED = [
  ['users', 1280, false, 'users-list'],
  ['card', 1440, true, 'users-card-dark'],
  ['users', 390, false, 'users-narrow'],
  ['request', 390, true, 'request-narrow-dark'],
  ['permissions', 1280, false, 'permissions'],
  ['problems', 1280, false, 'add-user'],
  ['guided', 1280, true, 'guided-dark'],
] as const;

const wanted = (folder === undefined ? DOCUMENTED.map(([state]) => state) : Object.keys(STATES)).filter(
  (name, index, all) => all.indexOf(name) === index && (only === undefined || name === only),
);
await mkdir(folder ?? IMAGES, { recursive: true });
await using service = await runConsole({ CHATOPS_USER_LIMIT: 'unlimited' }, fillDemo);
const browser = await openBrowser();
let cookies = await signIn();

/** The cookies of whoever follows the newest link. */
async function signIn() {
  const { page, context } = await newPerson(browser);
  await page.goto(service.link);
  await page.locator('.top').waitFor();
  const signedIn = await context.cookies();
  await context.close();
  return signedIn;
}

async function shoot(name: string, width: number, height: number, dark: boolean, path: string) {
  const { as = 'admin', address = '', show } = STATES[name]!;
  service.advance(61_000);
  const { page, context } = await newPerson(browser, { width, height, dark });
  page.setDefaultTimeout(12_000);
  await context.addCookies(cookies);
  await page.addInitScript(
    name === 'greeting' || name === 'users' ? '' : "localStorage.setItem('hexa.greeted', 'yes')",
  );
  await page.goto(`${service.address}/console?as=${as}${address}`);
  await show(page, service).catch((error: unknown) => process.stderr.write(`${name} ${width}: ${error}\n`));
  await page.waitForTimeout(150);
  const { scrollWidth } = await page.evaluate<{ scrollWidth: number }>(
    '({ scrollWidth: document.documentElement.scrollWidth })',
  );
  if (scrollWidth > width) process.stderr.write(`${name} ${width}: ${scrollWidth} pixels wide\n`);
  // Without what moves, so that the same page makes the same picture.
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  if (name === 'guided') await page.getByRole('button', { name: 'Cancel' }).click();
  await context.close();
}

for (const name of wanted) {
  const { env } = STATES[name]!;
  if (env !== undefined) {
    await service.stop();
    await service.start(env, fillDemo);
    cookies = await signIn();
  }
  for (const [width, height] of Object.entries(SIZES)) {
    for (const dark of [false, true]) {
      const documented = DOCUMENTED.find(
        ([state, at, isDark]) => state === name && at === Number(width) && isDark === dark,
      );
      if (folder === undefined && documented === undefined) continue;
      const path =
        folder === undefined
          ? join(IMAGES, `${documented?.[3]}.png`)
          : join(folder, `${name}-${width}${dark ? '-dark' : ''}.png`);
      await shoot(name, Number(width), height, dark, path);
    }
  }
}
await browser.close();
