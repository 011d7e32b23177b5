import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fillDemo } from '../bin/demo/fill.ts';
import { newPerson, openBrowser, type View } from './support/browser.ts';
import { ask, runConsole, say, topDialog } from './support/console.ts';

/** `npm run screenshots`: the pictures of README and docs, from the demo. The fonts are this machine's. */
const FOLDER = join(import.meta.dirname, '../docs/images');
const WIDE: View = { width: 1600, height: 900 };
const MIDDLE: View = { width: 1280, height: 800 };
const NARROW: View = { width: 360, height: 740 };

await mkdir(FOLDER, { recursive: true });
await using service = await runConsole({ CHATOPS_USER_LIMIT: 'unlimited' }, fillDemo);
const browser = await openBrowser();
const first = await newPerson(browser);
await first.page.goto(service.link);
await first.page.locator('.card').first().waitFor();

/** A page as the sample admin sees it. */
async function open(view: View): Promise<Page> {
  service.advance(61_000);
  const { page, context } = await newPerson(browser, view);
  await context.addCookies(await first.context.cookies());
  await page.goto(`${service.address}/console?as=admin`);
  await page.locator('.card').first().waitFor();
  return page;
}

/** Without what moves, so that the same page makes the same picture. */
const save = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });

const request = await open(MIDDLE);
await save(request, 'requests');
const narrowRequest = await open({ ...NARROW, dark: true });
await save(narrowRequest, 'requests-narrow-dark');

const list = await open(MIDDLE);
await ask(list, '/hexa users list role:manager');
await save(list, 'users-list');
await say(list, '/hexa users add');
await topDialog(list).getByLabel('Email').fill('not an address');
await topDialog(list).getByRole('button', { name: 'Add user' }).click();
await topDialog(list).locator('.alert').waitFor();
await save(list, 'add-user');

for (const [name, view] of [
  ['users-wide', WIDE],
  ['users-dark', { ...MIDDLE, dark: true }],
  ['users-narrow', NARROW],
] as const) {
  const home = await open(view);
  await home.getByRole('tab', { name: 'Users' }).click();
  await home.locator('.user').first().waitFor();
  await save(home, name);
}

const guided = await open({ ...WIDE, dark: true });
await say(guided, 'add a user');
await guided.locator('.guided input').fill('Yara');
await guided.keyboard.press('Enter');
await guided.getByLabel('Last name').waitFor();
await save(guided, 'guided-wide-dark');
await guided.getByRole('button', { name: 'Cancel' }).click();
await guided.locator('#line').waitFor();

const narrow = await open({ ...NARROW, dark: true });
await ask(narrow, '/hexa users show marco.bianchi@example.com');
await save(narrow, 'user-narrow-dark');
await browser.close();
