import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fillDemo } from '../../bin/demo/fill.ts';
import type { Filling } from '../../src/start/service.ts';
import { newPerson, openBrowser } from '../support/browser.ts';
import { runConsole } from '../support/console.ts';
import { giveHardNames } from './hard-names.ts';
import { passkeyPictures } from './passkeys.ts';
import { STATES, type State } from './states.ts';

/**
 * `npm run screenshots -- [FOLDER [STATE…]]`: every state of the console at three widths, light and dark, and the pages
 * of passkeys (`passkeys`) on a phone, to be looked at; pictures of the console that are in the folder already are kept,
 * so that it can be started again. Without a folder, the pictures of README and docs. The fonts are this machine's.
 */
const [folder, ...only] = process.argv.slice(2);
const IMAGES = join(import.meta.dirname, '../../docs/images');
const SIZES: readonly (readonly [width: number, height: number])[] = [
  [1440, 900],
  [1280, 800],
  [390, 844],
];

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

/** Where this picture goes; null: it is not wanted. */
function pathOf(name: string, width: number, isDark: boolean): string | null {
  if (folder !== undefined) {
    const path = join(folder, `${name}-${width}${isDark ? '-dark' : ''}.png`);
    return existsSync(path) ? null : path;
  }
  const documented = DOCUMENTED.find(
    ([state, at, dark]) => state === name && at === width && dark === isDark,
  );
  return documented === undefined ? null : join(IMAGES, `${documented[3]}.png`);
}

const fill: Filling = (deps) => fillDemo(deps);
const fillHard: Filling = async (deps) => {
  await fillDemo(deps);
  await giveHardNames(deps);
};

/** The pictures of a state at one width: it is gone to once, and seen by day and by night. */
async function shoot(name: string, state: State, [width, height]: (typeof SIZES)[number]): Promise<void> {
  const wanted = [false, true].flatMap((isDark) => {
    const path = pathOf(name, width, isDark);
    return path === null ? [] : [{ isDark, path }];
  });
  if (wanted.length === 0) return;
  service.advance(61_000);
  const { page, context } = await newPerson(browser, { width, height });
  page.setDefaultTimeout(20_000);
  if (state.isOutside === undefined) await context.addCookies(cookies);
  await page.addInitScript(
    name === 'greeting' || name === 'users' ? '' : "localStorage.setItem('hexa.greeted', 'yes')",
  );
  const as = state.isOutside === undefined ? `?as=${state.as ?? 'admin'}` : '';
  await page.goto(`${service.address}/console${as}${state.address ?? ''}`);
  await state
    .show(page, service)
    .catch((error: unknown) => process.stderr.write(`${name} ${width}: ${error}\n`));
  for (const { isDark, path } of wanted) {
    await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
    await drawn(page);
    // Without what moves, so that the same page makes the same picture.
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  }
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (wide > width) process.stderr.write(`${name} ${width}: ${wide} pixels wide\n`);
  if (name === 'guided') await page.getByRole('button', { name: 'Cancel' }).click();
  await context.close();
}

/** What was asked for has come and is drawn. */
async function drawn(page: Page): Promise<void> {
  await page.waitForTimeout(150);
}

/** The cookies of whoever follows the newest link. */
async function signIn() {
  const { page, context } = await newPerson(browser);
  await page.goto(service.link);
  await page.locator('.top').waitFor();
  const signedIn = await context.cookies();
  await context.close();
  return signedIn;
}

const isWanted = (name: string): boolean =>
  (only.length === 0 || only.includes(name)) &&
  SIZES.some(([width]) => pathOf(name, width, false) !== null || pathOf(name, width, true) !== null);

await mkdir(folder ?? IMAGES, { recursive: true });
await using service = await runConsole({ CHATOPS_USER_LIMIT: 'unlimited' }, fill);
const browser = await openBrowser();
let cookies = await signIn();
for (const [name, state] of Object.entries(STATES).filter(([each]) => isWanted(each))) {
  if (state.env !== undefined) {
    await service.stop();
    await service.start(state.env, state.hasHardNames ? fillHard : fill);
    cookies = await signIn();
  }
  for (const size of SIZES) await shoot(name, state, size);
}
if (only.length === 0 || only.includes('passkeys')) {
  await passkeyPictures(browser, folder === undefined ? ['en'] : ['en', 'fr'], (state, language, isDark) => {
    if (folder !== undefined)
      return join(folder, `passkeys-${state}-${language}${isDark ? '-dark' : ''}.png`);
    const isDocumented = !isDark && (state === 'add' || state === 'confirm');
    return isDocumented ? join(IMAGES, `passkey-${state}.png`) : null;
  });
}
await browser.close();
