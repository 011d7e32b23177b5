import type { Page } from 'playwright-core';
import { ask, type ConsoleService, lastCard, say, topDialog } from '../support/console.ts';

/** One look of the console, and how to get there from its address. */
export interface State {
  as?: string;
  /** After `?as=…`. */
  address?: string;
  env?: Record<string, string>;
  /** People with names that are hard to draw. */
  hasHardNames?: true;
  /** Its address is that of somebody who is not signed in. */
  isOutside?: true;
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
/** Asks in Chat, after what was said before is there. */
const asked = async (page: Page, line: string) => {
  await page.locator('.users-table').waitFor({ state: 'attached' });
  return ask(page, line);
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

/** Every state that issue and docs name; those that need another service or other people come last. */
export const STATES: Record<string, State> = {
  greeting: { show: table },
  users: { show: (page) => press(page, '.greeting .icon-button') },
  card: { show: (page) => open(page, 'Khadija Benali') },
  menu: { show: (page) => menuOf(page, 'Olivia Bennett') },
  filtered: { address: '&search=an&status=active&role=manager', show: table },
  filters: {
    address: '&status=active',
    async show(page) {
      await table(page);
      const button = page.locator('.filters-button');
      if (await button.isVisible()) await button.click();
    },
  },
  keyboard: {
    async show(page) {
      await table(page);
      await page.locator('.open-card').nth(2).focus();
      await page.keyboard.press('ArrowDown');
    },
  },
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
      const card = await asked(page, '/hexa roles show editor');
      await card.getByRole('button', { name: 'Permissions' }).click();
      await topDialog(page).locator('.grid').waitFor();
    },
  },
  review: {
    async show(page) {
      const card = await asked(page, '/hexa roles show editor');
      await card.getByRole('button', { name: 'Permissions' }).click();
      const dialog = topDialog(page);
      await dialog.locator('tbody tr').nth(3).locator('input').first().click();
      await dialog.locator('tbody tr').nth(0).locator('input').nth(2).click();
      await dialog.locator('[type=submit]').click();
      await page.locator('.diff').last().waitFor();
    },
  },
  saved: {
    async show(page) {
      const card = await asked(page, '/hexa roles show support');
      await card.getByRole('button', { name: 'Permissions' }).click();
      const dialog = topDialog(page);
      const box = dialog.locator('tbody tr').nth(3).locator('input').first();
      await box.click();
      await dialog.locator('[type=submit]').click();
      await dialog.getByRole('button', { name: 'Save' }).click();
      // What was saved at another width is said above already.
      await page.locator('dialog').first().waitFor({ state: 'detached' });
      await lastCard(page).getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  chat: { show: (page) => asked(page, '/hexa users list role:manager') },
  suggestions: {
    async show(page) {
      await page.getByRole('tab', { name: 'Chat' }).click();
      await page.locator('#composer-input').fill('/hexa users ');
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
  loading: {
    async show(page) {
      await page.routeWebSocket(/socket/, () => undefined);
      await page.reload();
      await page.locator('.skeleton').waitFor();
    },
  },
  reconnecting: {
    async show(page) {
      let lose: (() => unknown) | undefined;
      await page.routeWebSocket(/socket/, (socket) => {
        if (lose !== undefined) return void socket.close();
        const server = socket.connectToServer();
        lose = () => Promise.all([server.close(), socket.close()]);
      });
      await page.reload();
      await table(page);
      await lose?.();
      await page.locator('.connection:visible').waitFor();
    },
  },
  outside: { isOutside: true, show: (page) => page.locator('.sheet-in').waitFor() },
  stripped: { isOutside: true, address: '#rights_ended', show: (page) => page.locator('.alert').waitFor() },
  full: { env: { CHATOPS_USER_LIMIT: '62' }, show: table },
  sso: { env: { SSO_ENABLED: 'true', CHATOPS_USER_LIMIT: 'unlimited' }, show: table },
  locked: {
    env: { SSO_ENABLED: 'false', CHATOPS_PLAN: 'community' },
    show: (page) => page.locator('.card.closed').waitFor(),
  },
  bulk: {
    env: { SSO_ENABLED: 'false', CHATOPS_PLAN: 'pro', CHATOPS_USER_LIMIT: 'unlimited' },
    hasHardNames: true,
    async show(page) {
      const lines = [1, 2, 3, 4].map((each) => `hard.${each}@example.com`).join(', ');
      // They are out since the last picture.
      const back = (await asked(page, `/hexa users enable ${lines}`)).getByRole('button', { name: 'Enable' });
      if (await back.isVisible()) {
        await back.click();
        await lastCard(page).getByRole('button', { name: 'Undo' }).waitFor();
      }
      const question = await asked(page, `/hexa users disable ${lines}, ann.lindgren@example.com`);
      await question.getByRole('button', { name: 'Disable' }).click();
      await lastCard(page).getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  names: {
    env: { SSO_ENABLED: 'false', CHATOPS_PLAN: 'pro', CHATOPS_USER_LIMIT: 'unlimited' },
    hasHardNames: true,
    address: '&search=hard',
    show: table,
  },
};
