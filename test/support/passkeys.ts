/// <reference lib="dom" />
import type { CDPSession } from 'playwright-core';
import { wordsFor } from '../../src/words/index.ts';
import { newPerson, type openBrowser, type Person } from './browser.ts';
import { linkIn } from './link-in.ts';
import type { RunningService } from './running-service.ts';
import { type Person as SlackPerson, textOf } from './slack/index.ts';

type Browser = Awaited<ReturnType<typeof openBrowser>>;

/** Somebody with a browser of their own and a device that confirms: Chromium's virtual authenticator (CDP, WebAuthn). */
export interface Holder extends Person {
  /** What the device does when it is asked: face or finger fit, or not. */
  verifies(isVerified: boolean): Promise<void>;
  /** The passkeys on the device. */
  credentials(): Promise<{ credentialId: string; signCount: number }[]>;
  /** The counter of every passkey on the device, as a copied device would have it. */
  setCounter(signCount: number): Promise<void>;
  close(): Promise<void>;
}

export async function newHolder(browser: Browser, locale = 'en-GB'): Promise<Holder> {
  const person = await newPerson(browser, { width: 390, height: 844, locale });
  return {
    ...person,
    ...(await withAuthenticator(await person.context.newCDPSession(person.page))),
    close: () => person.context.close(),
  };
}

/** Gives the page of this session a device. */
export async function withAuthenticator(
  cdp: CDPSession,
): Promise<Pick<Holder, 'verifies' | 'credentials' | 'setCounter'>> {
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const list = async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return {
    verifies: async (isUserVerified) =>
      void (await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })),
    credentials: list,
    async setCounter(signCount) {
      for (const credential of await list()) {
        await cdp.send('WebAuthn.removeCredential', {
          authenticatorId,
          credentialId: credential.credentialId,
        });
        await cdp.send('WebAuthn.addCredential', {
          authenticatorId,
          credential: { ...credential, signCount },
        });
      }
    },
  };
}

/** Opens the page and lets the device confirm; returns what the page then says. */
export async function pressOn({ page }: Holder, url: string, button: string): Promise<string> {
  await page.goto(url);
  return pressHere(page, button);
}

/** The same on the page that is open. */
export async function pressHere(page: Holder['page'], button: string): Promise<string> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: button }).click();
  const text = await (await answer).text();
  const title = /<h1>(.*?)<\/h1>/s.exec(text)?.[1] ?? text;
  await page
    .getByRole('heading', { name: decoded(title) })
    .first()
    .waitFor();
  return page.locator('main').textContent() as Promise<string>;
}

/** From here on the open page sees no time pass: what its device refuses, it refuses at once, as a web view of an app does. */
export async function refusesAtOnce({ page, verifies }: Holder): Promise<void> {
  await page.evaluate(() => {
    performance.now = () => 0;
  });
  await verifies(false);
}

/**
 * Somebody else with the link, whose device has a passkey of theirs: asked for those of the page it has none and sends
 * nothing; asked for any, it signs. Returns what the page then says.
 */
export async function refusedTo(holder: Holder, url: string): Promise<string> {
  const { page } = holder;
  const sent: string[] = [];
  page.on('request', (request) => void sent.push(request.method()));
  await page.goto(url);
  const confirm = page.getByRole('button', { name: 'Confirm with your passkey' });
  await confirm.click();
  await page
    .getByRole('status')
    .getByText(/didn’t confirm|can’t use passkeys/)
    .waitFor();
  if (sent.includes('POST')) throw new Error('a device that has no passkey for it sent something');
  await page.locator('[data-options]').evaluate((form) => {
    const options = JSON.parse((form as HTMLElement).dataset.options ?? '{}');
    (form as HTMLElement).dataset.options = JSON.stringify({ ...options, allowCredentials: [] });
  });
  await confirm.click();
  await page.getByRole('alert').waitFor();
  return page.locator('main').textContent() as Promise<string>;
}

const decoded = (html: string): string =>
  html
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** In Slack: asks for a code, types it in, and is given the link to the page that adds the first passkey. */
export async function linkToEnrol(
  service: RunningService,
  person: SlackPerson,
  email: string,
  language = 'en',
): Promise<string> {
  const { passkeys } = wordsFor(language).screens;
  const before = person.view?.id;
  await service.ask(person, '/hexa passkeys');
  await person.presses(person.ephemerals.at(-1)!, passkeys.add);
  const view = await service.slack.waitFor(
    () => (person.view?.submit && person.view.id !== before ? person.view : undefined),
    'the form of the code',
  );
  let code: string | undefined;
  while (code === undefined)
    [code] = /^[2-9A-HJKMNP-Z]{8}$/m.exec((await service.mailbox.next(email)).text) ?? [];
  await person.submits(view, { [passkeys.code]: code });
  await service.slack.waitFor(() => textOf(person.view).includes(passkeys.openText), 'the link');
  return linkIn(person.view, 'enrol');
}

/** The same, and adds it. */
export async function enrolInSlack(
  service: RunningService,
  person: SlackPerson,
  email: string,
  holder: Holder,
): Promise<string> {
  return pressOn(holder, await linkToEnrol(service, person, email), 'Add a passkey');
}

/** From now on this browser reaches the service at `origin`, as behind a proxy that ends TLS. */
export async function behindProxy(
  { context }: Holder,
  origin: string,
  service: RunningService,
): Promise<void> {
  await context.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${service.address}${pathname}` }) });
  });
}

/** A signature that the browser makes on the page of this link, with its options changed, as it would be sent. */
export async function signatureOn(
  { page }: Holder,
  url: string,
  changed: Record<string, unknown> = {},
): Promise<object> {
  await page.goto(url);
  return page.evaluate(async (changes) => {
    const form = document.querySelector<HTMLElement>('[data-options]');
    const optionsJSON = { ...JSON.parse(form?.dataset.options ?? '{}'), ...changes };
    const browser = (
      globalThis as unknown as {
        SimpleWebAuthnBrowser: { startAuthentication(given: object): Promise<object> };
      }
    ).SimpleWebAuthnBrowser;
    return browser.startAuthentication({ optionsJSON });
  }, changed);
}

/** Sends a signature to a link, as our page does unless told otherwise. */
export async function sendTo(
  url: string,
  response: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, ...headers },
    body: JSON.stringify({ response }),
  });
  return { status: answer.status, text: await answer.text() };
}
