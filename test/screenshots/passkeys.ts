import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillDemo } from '../../bin/demo/fill.ts';
import { inviteCommand, resetCommand } from '../../bin/passkeys.ts';
import { readConfig } from '../../src/config.ts';
import { wordsFor } from '../../src/words/index.ts';
import { runConsole, say, topDialog } from '../support/console.ts';
import { type Holder, newHolder, pressHere, refusesAtOnce } from '../support/passkeys.ts';

type Shot = (holder: Holder, state: string) => Promise<void>;
type Browser = Parameters<typeof newHolder>[0];

const ADMIN = 'ann.lindgren@example.com';
/** Who becomes an administrator in the pictures of each language. */
const PROMOTED: Readonly<Record<string, string>> = { en: 'marco.bianchi', fr: 'felix.brandt' };

/**
 * The pages of passkeys, from the first passkey to a role change that it confirms. `wanted`: where the picture of a
 * state goes, or null for none.
 */
export async function passkeyPictures(
  browser: Browser,
  languages: readonly string[],
  wanted: (state: string, language: string, dark: boolean) => string | null,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hexabot-chatops-pictures-'));
  const env = { DATA_DIR: dataDir, CHATOPS_USER_LIMIT: 'unlimited', CHATOPS_STEP_UP: 'privileged' };
  const service = await runConsole(env, fillDemo);
  for (const language of languages) {
    await service.stop();
    await service.start({}, fillDemo);
    const config = readConfig({ ...env, PUBLIC_URL: service.address });
    const holder = await newHolder(browser, `${language}-${language.toUpperCase()}`);
    const shoot: Shot = async ({ page }, state) => {
      for (const dark of [false, true]) {
        const path = wanted(state, language, dark);
        if (path === null) continue;
        await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
        await page.screenshot({ path, fullPage: true, animations: 'disabled', caret: 'hide' });
      }
    };
    const invited = await inviteCommand(config, ADMIN);
    await enrolling(holder, /http\S+/.exec(invited)![0], shoot);
    await confirming(holder, service.link, language, shoot);
    await holder.close();
    await resetCommand(config, ADMIN);
  }
  await service[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
}

/** In the language of the user: the operator's link comes from nobody in chat. */
async function enrolling(holder: Holder, url: string, shoot: Shot): Promise<void> {
  await holder.page.goto(url);
  await shoot(holder, 'add');
  const language = await holder.page.locator('html').getAttribute('lang');
  await pressHere(holder.page, wordsFor(language).pages.passkey.enrol);
  await shoot(holder, 'added');
}

async function confirming(holder: Holder, signIn: string, language: string, shoot: Shot): Promise<void> {
  const { pages, screens } = wordsFor(language);
  const { page } = holder;
  await page.setViewportSize({ width: 1280, height: 844 });
  await page.goto(signIn);
  await page.locator('.top').waitFor();
  await say(page, `/hexa users roles ${PROMOTED[language]}@example.com`);
  await topDialog(page).locator('.choosing').getByLabel('admin', { exact: true }).check();
  await topDialog(page).locator('[type=submit]').click();
  await topDialog(page).locator('.diff').waitFor();
  await topDialog(page).locator('[type=submit]').click();
  // The link is there for browsers that cannot confirm on this page.
  await refusesAtOnce(holder);
  await page.getByRole('button', { name: screens.proof.confirm }).last().click();
  const link = page.getByRole('link', { name: screens.proof.confirm }).last();
  const url = (await link.getAttribute('href'))!;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(url);
  await shoot(holder, 'confirm');
  await refusesAtOnce(holder);
  await page.getByRole('button', { name: pages.passkey.confirm }).click();
  await page.getByRole('button', { name: pages.passkey.openElsewhere }).waitFor();
  await shoot(holder, 'elsewhere');
  await holder.verifies(true);
  await pressHere(page, pages.passkey.confirm);
  await shoot(holder, 'confirmed');
  await page.goto(url);
  await shoot(holder, 'gone');
}
