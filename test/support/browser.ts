import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const PATHS = [
  process.env.CHROMIUM,
  // The same engine without the windows of a browser, which take a quarter of the time.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Null: there is none on this machine, and tests that drive a page are skipped; never in CI. */
export const chromiumPath = PATHS.find((path) => path !== undefined && existsSync(path)) ?? null;

if (chromiumPath === null) {
  const how = 'Install it (apt-get install chromium-headless-shell) or name it in CHROMIUM.';
  if (process.env.CI) throw new Error(`No Chromium was found. ${how}`);
  process.stderr.write(`No Chromium was found: tests that drive the console page are skipped. ${how}\n`);
}

/** Without the background network of a browser: tests talk to this machine only. */
export function openBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('no Chromium');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Person {
  page: Page;
  context: BrowserContext;
  /** What the browser complained of: errors of scripts, breaches of the policy. */
  complaints: string[];
  /** Hosts that anything was asked of. */
  hosts: Set<string>;
}

export interface View {
  width?: number;
  height?: number;
  dark?: boolean;
  locale?: string;
  zone?: string;
}

/** Somebody with a browser of their own: cookies are not shared. */
export async function newPerson(
  browser: Browser,
  { width = 1280, height = 860, dark = false, locale = 'en-GB', zone = 'UTC' }: View = {},
): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale,
    timezoneId: zone,
    permissions: ['clipboard-write'],
  });
  const page = await context.newPage();
  return { page, context, ...watched(page) };
}

/** Another window of the same browser. */
export async function newWindow({ context }: Person): Promise<Person> {
  const page = await context.newPage();
  return { page, context, ...watched(page) };
}

function watched(page: Page): Pick<Person, 'complaints' | 'hosts'> {
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', (error) => void complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => void hosts.add(new URL(request.url()).host));
  return { complaints, hosts };
}
