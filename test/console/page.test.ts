import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { linkByOperator } from '#services/links/link.ts';
import { fillDemo } from '../../bin/demo/fill.ts';
import { giveHardNames } from '../screenshots/hard-names.ts';
import { bareColons } from '../support/bare-colons.ts';
import {
  chromiumPath,
  newPerson,
  newWindow,
  openBrowser,
  type Person,
  type View,
} from '../support/browser.ts';
import { ask, type ConsoleService, lastCard, runConsole, say, topDialog } from '../support/console.ts';
import { freePort } from '../support/lasting-port.ts';
import {
  type SlackDouble,
  type Person as SlackPerson,
  startSlackDouble,
  textOf,
} from '../support/slack/index.ts';

describe.skipIf(chromiumPath === null)('the console in a browser, on demo data', () => {
  let service: ConsoleService;
  let slack: SlackDouble;
  let browser: Browser;
  let ann: Person;
  /** Ann, in Slack. */
  let inSlack: SlackPerson;

  beforeAll(async () => {
    [slack, browser] = await Promise.all([startSlackDouble(), openBrowser()]);
    inSlack = slack.person({ name: 'ann' });
    service = await runConsole(
      {
        // It is restarted at its address.
        PORT: String(await freePort()),
        CHATOPS_USER_LIMIT: 'unlimited',
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-test',
        SLACK_API_URL: slack.apiUrl,
      },
      async (deps) => {
        await fillDemo(deps);
        await giveHardNames(deps);
        const identity = { platform: 'slack', workspace: slack.workspace.teamId, user: inSlack.id } as const;
        await linkByOperator(deps, identity, 'ann.lindgren@example.com');
      },
      inject('cluster'),
    );
    slack.overHttp(service.address, 'a-signing-secret-of-the-test');
    ann = await newPerson(browser);
    await ann.page.goto(service.link);
    await ann.page.locator('.users-table').waitFor();
    await ann.page.getByRole('tab', { name: 'Chat' }).click();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await service?.[Symbol.asyncDispose]();
    await slack?.stop();
  });

  /** A window of Ann's browser that acts as this sample person. */
  const windowOf = async (persona: string, more = ''): Promise<Person> => {
    service.advance(61_000);
    const window = await newWindow(ann);
    await window.page.goto(`${service.address}/console?view=chat&as=${persona}${more}`);
    await window.page.locator('.dock form').waitFor();
    return window;
  };

  it('takes a link once, and prints another in the terminal on request', async () => {
    const link = service.link;
    const stranger = await newPerson(browser);
    await stranger.page.goto(link);
    await expect.poll(() => stranger.page.locator('h1').textContent()).toBe('Sign in');
    expect(await stranger.page.locator('main').textContent()).toContain('was already used');
    expect(stranger.page.url()).not.toContain('key=');
    await stranger.page.getByRole('button', { name: 'Print a new link in the terminal' }).click();
    await expect.poll(() => service.link).not.toBe(link);
    await stranger.page.goto(service.link);
    await stranger.page.locator('.users-table').waitFor();
    expect(service.log.join('\n')).not.toContain('key=');
    await stranger.context.close();
  });

  it('greets with three things to try, which can be sent away, and gives the second sample person something to do', async () => {
    const person = await newPerson(browser);
    await person.context.addCookies(await ann.context.cookies());
    const { page } = person;
    await page.goto(`${service.address}/console?as=admin`);
    const greeting = page.locator('.greeting');
    await expect.poll(() => greeting.locator('.button').count()).toBe(3);
    await greeting.getByRole('button', { name: 'Decide Marco’s request' }).click();
    await topDialog(page).getByRole('button', { name: 'Approve' }).waitFor();
    await page.keyboard.press('Escape');
    await greeting.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => greeting.count()).toBe(0);
    await page.goto(`${service.address}/console?as=manager`);
    await page.locator('.card.closed').getByRole('button', { name: 'New request' }).click();
    await topDialog(page).locator('form').waitFor();
    expect(await greeting.count()).toBe(0);
    await person.context.close();
  });

  const SEEN: readonly (View & { name: string })[] = [
    { name: 'wide and light', width: 1600, height: 900 },
    { name: 'narrow and dark', width: 360, height: 740, dark: true },
  ];
  it.each(SEEN)(
    'shows axe no serious issue, and nothing beyond the edge, $name',
    async ({ name: _, ...view }) => {
      const person = await newPerson(browser, view);
      const { page } = person;
      await person.context.addCookies(await ann.context.cookies());
      await page.goto(`${service.address}/console?as=admin&view=chat`);
      await page.locator('#composer-input').waitFor();
      for (const line of ['/hexa users list status:pending', '/hexa roles show analyst', '/hexa plan']) {
        await ask(page, line);
      }
      await page.locator('#composer-input').fill('/hexa users ');
      await isFine(page, '#panel-chat');
      await say(page, '/hexa users add');
      await topDialog(page).getByRole('button', { name: 'Add user' }).click();
      await expect.poll(() => topDialog(page).locator('.alert').isVisible()).toBe(true);
      await isFine(page, 'dialog[open]');
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Users' }).click();
      // A short list is looked at as well as a long one, and sooner.
      await page.getByLabel('Search by name or email').fill('lind');
      await expect.poll(() => page.locator('.users-table tbody tr').count()).toBe(2);
      await isFine(page, '.top', '#panel-users');
      await page.locator('.open-card').first().click();
      await page.locator('.user-card .actions').waitFor();
      await isFine(page, '.user-card');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /Mailbox/ }).click();
      await page.locator('.top-button.me').click();
      await isFine(page, '#people', '#mailbox');
      expect(person.complaints).toEqual([]);
      await person.context.close();
    },
  );

  it('adds a user to the end: form, errors beside the fields, mail, confirmation', async () => {
    const { page } = await windowOf('admin');
    await say(page, '/hexa users add');
    const form = topDialog(page);
    await form.getByLabel('Email').fill('not an address');
    expect(await form.locator('.field.password .hint').allTextContents()).toEqual(['At least 8 characters.']);
    await form.getByRole('button', { name: 'Add user' }).click();
    await expect
      .poll(() => form.locator('.problem:visible').allTextContents())
      .toContain('Please fill this in.');
    expect(await form.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
    // The first field that is wrong has the focus.
    await form.locator('input:focus[name=first]').waitFor();
    await form.getByLabel('First name').fill('Zoë');
    await form.getByLabel('Last name').fill('<b>Berg</b>');
    await form.getByLabel('Username').fill('zoe');
    await form.getByLabel('Email').fill('zoe@example.com');
    await form.getByLabel('Password', { exact: true }).fill('correct horse');
    await form.getByLabel('Confirm password', { exact: true }).fill('correct horse');
    expect(await form.getByLabel('Confirm password', { exact: true }).getAttribute('type')).toBe('password');
    await form.getByLabel('manager').check();
    await form.getByRole('button', { name: 'Add user' }).click();
    await expect.poll(() => lastCard(page).textContent()).toContain('was added');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    expect(await lastCard(page).textContent()).toContain('<b>Berg</b>');

    const mailbox = page.getByRole('button', { name: /Mailbox/ });
    await expect.poll(() => mailbox.textContent()).toContain('1');
    await mailbox.click();
    const confirmation = page.waitForEvent('popup');
    await page.locator('#mailbox').getByRole('link').first().click();
    const confirming = await confirmation;
    await confirming.getByRole('button').click();
    await expect.poll(() => confirming.locator('h1').textContent()).toBe('Your account is active');
    await confirming.close();
    await page.locator('#mailbox').getByRole('button', { name: 'Close' }).click();
    expect(await (await ask(page, '/hexa users show zoe@example.com')).textContent()).toContain('Active');
    expect(service.log.join('\n')).not.toContain('correct horse');
    await page.close();
  });

  it('adds a user by a guided conversation: checks each answer, goes back, masks passwords', async () => {
    const { page } = await windowOf('admin');
    const said = page.locator('.entry').last();
    const answer = async (value: string): Promise<void> => {
      await page.locator('.guided input').fill(value);
      await page.keyboard.press('Enter');
    };
    const asked = (question: string) => expect.poll(() => said.textContent()).toContain(question);
    await page.locator('#composer-input').fill('half a line');
    await page.reload();
    await expect.poll(() => page.locator('#composer-input').inputValue()).toBe('half a line');
    await say(page, 'add a user');
    await asked('First name?');
    await answer('');
    await asked('First name?');
    await expect.poll(() => page.locator('.entry').nth(-2).textContent()).toContain('Please fill this in.');
    await answer('Yara');
    await asked('Last name?');
    await page.getByRole('button', { name: 'Back' }).click();
    await asked('First name?');
    expect(await page.locator('.guided input').inputValue()).toBe('Yara');
    await answer('Yarah');
    await asked('Last name?');
    await page.locator('.guided input').fill('Haddad');
    await page.reload();
    await expect.poll(() => page.locator('.guided').getByLabel('Last name').inputValue()).toBe('Haddad');
    // An impatient second Enter does not answer the next question.
    await page.evaluate("for (const _ of 'ab') document.querySelector('.guided').requestSubmit()");
    await asked('Username?');
    await page.locator('.guided').getByLabel('Username').waitFor();
    await answer('marco.bianchi');
    await expect
      .poll(() => page.locator('.entry').nth(-2).textContent())
      .toContain('Another user already has this username.');
    await answer('yarah');
    await asked('Email?');
    await answer('yarah@example.com');
    await asked('Password?');
    expect(await page.locator('.guided input').getAttribute('type')).toBe('password');
    await page.locator('.guided input').fill('battery half');
    await page.reload();
    await page.locator('.guided input[type=password]').waitFor();
    expect(await page.locator('.guided input').inputValue()).toBe('');
    const kept = await page.evaluate<string>('JSON.stringify({ ...sessionStorage, ...localStorage })');
    expect(kept).not.toMatch(/battery|Haddad/);
    await answer('battery staple');
    await asked('Confirm password?');
    await answer('battery stable');
    await expect
      .poll(() => page.locator('.entry').nth(-2).textContent())
      .toContain('The passwords don’t match.');
    await answer('battery staple');
    await asked('Roles?');
    await page.locator('.guided').getByLabel('support').check();
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await asked('Is this right?');
    await page.getByRole('button', { name: 'Add user' }).click();
    await asked('Yarah Haddad was added');
    expect(await page.locator('.conversation').textContent()).not.toContain('battery');

    await say(page, 'add a user');
    await asked('First name?');
    await answer('cancel');
    await asked('Cancelled. Nothing was changed.');
    await page.locator('#composer-input').waitFor();
    expect(service.log.join('\n')).not.toContain('battery');
    await page.close();
  });

  it('has its no-break space before every colon in French', async () => {
    const person = await newPerson(browser, { locale: 'fr-FR', zone: 'America/Montreal' });
    const { page } = person;
    await person.context.addCookies(await ann.context.cookies());
    service.advance(61_000);
    await page.goto(`${service.address}/console?as=admin&view=chat`);
    await page.locator('#composer-input').waitFor();
    const role = await ask(page, '/hexa roles show admin');
    expect(await role.locator('.reason').first().textContent()).toContain('Renommer\u00a0: Le rôle admin');
    expect(bareColons(await role.locator('*').allTextContents())).toEqual([]);
    // The browser says where its clocks are; what is found must not stand in the way of other tests.
    const since = await ask(page, '/hexa audit since:2099-11-03');
    expect(await since.textContent()).toMatch(
      /Depuis le 3 nov\. 2099, 00:00 \(America\/(Montreal|Toronto)\)/,
    );
    await say(page, 'ajouter un utilisateur');
    await expect.poll(() => page.locator('.entry').last().textContent()).toContain('Prénom\u00a0?');
    await page.getByRole('button', { name: 'Annuler' }).click();
    await say(page, '/hexa users add');
    await topDialog(page).waitFor();
    const labels = await page.evaluate<string[]>(
      "[...document.querySelectorAll('[aria-label]')].map((each) => each.getAttribute('aria-label'))",
    );
    for (const label of [
      'Afficher\u00a0: Mot de passe',
      'Rôles\u00a0: Rechercher…',
      '\u00a0: Dans une autre fenêtre',
    ])
      expect(labels).toContainEqual(expect.stringContaining(label));
    expect(bareColons(labels)).toEqual([]);
    await person.context.close();
  });

  it('enables after asking, disables, and undoes', async () => {
    const { page } = await windowOf('admin');
    const card = await ask(page, '/hexa users show olivia.bennett@example.com');
    await card.getByRole('button', { name: 'Enable' }).click();
    await topDialog(page).getByRole('button', { name: 'Cancel' }).click();
    await card.getByRole('button', { name: 'Enable' }).click();
    await topDialog(page).getByRole('button', { name: 'Enable' }).click();
    await expect.poll(() => card.textContent()).toContain('was enabled');
    const asking = await ask(page, '/hexa users disable olivia.bennett@example.com');
    await asking.getByRole('button', { name: 'Disable' }).click();
    await expect.poll(() => lastCard(page).textContent()).toContain('was disabled');
    await lastCard(page).getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => lastCard(page).textContent()).toContain('Restored: ');
    await page.close();
  });

  it('lets two windows be requester and approver, and changes the card in both', async () => {
    const marco = await windowOf('manager');
    const forMarco = ann.page.locator('.card', { hasText: 'I onboard the new support team' }).last();
    await forMarco.getByRole('button', { name: 'Approve' }).click();
    await expect.poll(() => forMarco.textContent()).toMatch(/Approved.*Ann Lindgren/s);
    expect(await forMarco.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await expect.poll(() => marco.page.locator('.log').textContent()).toMatch(/approved/i);
    const list = await ask(marco.page, '/hexa users list search:marco');
    expect(await list.textContent()).toContain('user administrator');
    await marco.page.close();
  });

  it('tells somebody who is not linked what to do, and shows them nothing', async () => {
    const guest = await windowOf('guest');
    expect(await (await ask(guest.page, '/hexa users list')).textContent()).toContain('/hexa link');
    expect(await guest.page.locator('.log').textContent()).not.toContain('@example.com');
    await guest.page.close();
  });

  it('links by a code from the mailbox, which reaches nobody in Slack', async () => {
    const { page } = await windowOf('guest');
    const other = await windowOf('guest');
    const isNow = async (name: string) => {
      for (const window of [page, other.page]) {
        await expect
          .poll(() => window.locator('.top-button.me').textContent())
          .toContain(`Acting as ${name}`);
        expect(await window.title()).toContain(name);
      }
    };
    await isNow('Someone not linked');
    await say(page, '/hexa link emma.lindqvist@example.com');
    await topDialog(page).getByLabel('Code').waitFor();
    const code = ann.page
      .locator('#mailbox')
      .getByText(/^[A-Z2-9]{8}$/m)
      .first();
    const mailed = /^[A-Z2-9]{8}$/m.exec((await code.textContent()) ?? '')?.[0];
    await topDialog(page)
      .getByLabel('Code')
      .fill(mailed ?? '');
    await topDialog(page).locator('[type=submit]').click();
    await expect.poll(() => lastCard(page).textContent()).toContain('You’re linked as Emma Lindqvist');
    await isNow('Emma Lindqvist');
    await page.locator('.top-button.me').click();
    await expect
      .poll(() => page.locator('.person-item', { hasText: 'You' }).textContent())
      .toContain('emma.lindqvist@example.com');
    await page.keyboard.press('Escape');
    await (await ask(page, '/hexa unlink')).getByRole('button', { name: 'Remove the link' }).click();
    await expect.poll(() => lastCard(page).textContent()).toContain('Your account is unlinked');
    await isNow('Someone not linked');
    await page.close();
    await other.page.close();

    const visitor = slack.person({ name: 'visitor' });
    await visitor.types('/hexa link');
    const told = await slack.waitFor(() => visitor.ephemerals.at(-1), 'the answer');
    expect(textOf(told)).toContain(`link slack ${slack.workspace.teamId} ${visitor.id}`);
  });

  it('runs from a link only what changes nothing', async () => {
    const looking = await windowOf('admin', '&say=users+list+search:marco');
    // What was typed before may have named Marco too.
    const answer = looking.page
      .locator('.entry.mine', { hasText: 'search:marco' })
      .locator('+ .entry.theirs');
    await expect.poll(() => answer.last().textContent()).toContain('marco.bianchi@example.com');
    const before = await looking.page.locator('.entry').count();
    await looking.page.goto(`${service.address}/console?say=users+disable+marco.bianchi@example.com`);
    const line = looking.page.locator('#composer-input');
    await expect.poll(() => line.inputValue()).toBe('/hexa users disable marco.bianchi@example.com');
    expect(await looking.page.locator('.entry').count()).toBe(before);
    await looking.page.close();
  });

  it('can be worked by the keyboard alone', async () => {
    const { page } = await windowOf('admin');
    await page.locator('#composer-input').focus();
    await page.keyboard.type('/hexa users sh');
    await page.keyboard.press('Tab');
    expect(await page.locator('#composer-input').inputValue()).toBe('/hexa users show ');
    await page.keyboard.type('benn');
    const suggestion = page.locator('.suggestions .item', { hasText: 'Olivia Bennett' });
    await suggestion.waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await suggestion.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => lastCard(page).textContent()).toContain('olivia.bennett@example.com');
    // From the input line back into the answer.
    await pressUntil(page, 'Shift+Tab', 'Manage roles');
    await page.keyboard.press('Enter');
    await expect.poll(() => topDialog(page).textContent()).toContain('Roles');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toBe('Manage roles');
    // On to the other page, and into its list.
    await pressUntil(page, 'Tab', 'Chat');
    await page.keyboard.press('ArrowRight');
    await page.locator('.users-table').waitFor();
    await pressUntil(page, 'Tab', 'Add user');
    await page.keyboard.press('Enter');
    await topDialog(page).locator('input:focus[name=first]').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toBe('Add user');
    await page.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Previous' }).waitFor();
    expect(await focusedText(page)).toBe('Users');
    await page.close();
  });

  it('keeps what was typed in a form below while a role is made above it', async () => {
    const { page } = await windowOf('admin');
    await say(page, '/hexa users add');
    const form = topDialog(page);
    await form.getByLabel('First name').fill('Kept');
    await form.getByLabel('Password', { exact: true }).fill('kept as typed');
    await form.getByRole('button', { name: 'Manage roles…' }).click();
    const roles = topDialog(page);
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(2);
    await roles.getByRole('button', { name: 'New role' }).click();
    await expect.poll(() => topDialog(page).locator('form').count()).toBe(1);
    await topDialog(page).getByLabel('Name').fill('greeter');
    await topDialog(page).locator('[type=submit]').click();
    await expect.poll(() => page.locator('dialog[open]').first().getByLabel('greeter').count()).toBe(1);
    for (let open = await page.locator('dialog[open]').count(); open > 1; open -= 1) {
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('dialog[open]').count()).toBe(open - 1);
    }
    expect(await form.getByLabel('First name').inputValue()).toBe('Kept');
    expect(await form.getByLabel('Password', { exact: true }).inputValue()).toBe('kept as typed');
    await page.close();
  });

  it('keeps its place in the address: filters, card and page come back by reload, Back and a new window', async () => {
    const { page } = await windowOf('admin');
    await page.getByRole('tab', { name: 'Users' }).click();
    const names = page.locator('.users-table tbody .open-card');
    await page.getByLabel('Role', { exact: true }).selectOption('analyst');
    await expect.poll(() => new URL(page.url()).searchParams.get('role')).toBe('analyst');
    await page.getByLabel('Search by name or email').fill('sofia');
    await expect.poll(() => names.allTextContents()).toEqual(['Sofia Andersson']);
    await names.first().click();
    await page.locator('.user-card .actions').waitFor();
    const address = page.url();
    await page.reload();
    expect(page.url()).toBe(address);
    await expect.poll(() => names.allTextContents()).toEqual(['Sofia Andersson']);
    await expect
      .poll(() => page.locator('.user-card').textContent())
      .toContain('sofia.andersson@example.com');
    await page.goBack();
    await expect.poll(() => page.locator('.user-card').count()).toBe(0);
    await page.goBack();
    await expect.poll(() => names.count()).toBeGreaterThan(3);
    expect(await page.getByLabel('Search by name or email').inputValue()).toBe('');
    const other = await newWindow(ann);
    await other.page.goto(address);
    await expect.poll(() => other.page.locator('.user-card .heading').textContent()).toBe('Sofia Andersson');
    await other.page.getByLabel('Search by name or email').fill('nobody is called so');
    await other.page.locator('.empty').getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => other.page.locator('.users-table tbody tr').count()).toBe(50);
    await other.page.close();
    await page.close();
  });

  it('is walked with the arrow keys, stops at each name and its menu, and follows a change made in another window', async () => {
    const { page } = await windowOf('admin');
    const other = await windowOf('admin');
    for (const each of [page, other.page]) await each.goto(`${service.address}/console?as=admin&search=berg`);
    const first = page.getByRole('button', { name: 'Magnus Berg', exact: true });
    await first.focus();
    const named = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? ""');
    await page.keyboard.press('ArrowRight');
    expect(await named()).toBe('Disable Magnus Berg');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Tab');
    expect(await named()).toBe('More actions Magnus Berg');
    await page.keyboard.press('Enter');
    await page.locator('.menu .item:focus').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const dialog = topDialog(page);
    await dialog.getByRole('button', { name: 'Disable' }).click();
    const toast = page.locator('.toast');
    await expect.poll(() => toast.textContent()).toContain('Magnus Berg was disabled');
    const elsewhere = other.page.getByRole('switch', { name: 'Enable Magnus Berg' });
    await elsewhere.waitFor();
    expect(await elsewhere.getAttribute('aria-checked')).toBe('false');
    await toast.getByRole('button', { name: 'Undo' }).click();
    await other.page.getByRole('switch', { name: 'Disable Magnus Berg' }).waitFor();
    await other.page.close();
    await page.close();
  });

  it('follows a change made in Slack, and leaves alone what is typed, open and chosen', async () => {
    const { page } = await windowOf('admin');
    await page.goto(`${service.address}/console?as=admin&search=berg`);
    await page.getByRole('button', { name: 'Magnus Berg', exact: true }).click();
    const card = page.locator('.user-card');
    await card.getByRole('button', { name: 'Disable' }).waitFor();
    await page.getByRole('button', { name: 'Add user', exact: true }).click();
    await topDialog(page).getByLabel('First name').fill('Half typed');
    const address = page.url();
    await inSlack.types('/hexa users disable magnus.berg@example.com');
    const asked = await slack.waitFor(() => inSlack.ephemerals.at(-1), 'the question');
    await inSlack.presses(asked, 'Disable');
    const row = page.getByRole('row', { name: /Magnus Berg/, includeHidden: true });
    await expect.poll(() => row.textContent()).toContain('Disabled');
    await expect.poll(() => card.textContent()).toContain('Disabled');
    expect(page.url()).toBe(address);
    expect(await topDialog(page).locator('input:focus').inputValue()).toBe('Half typed');
    const told = await slack.waitFor(
      () => inSlack.ephemerals.findLast((each) => textOf(each).includes('was disabled')),
      'what was done',
    );
    await inSlack.presses(told, 'Undo');
    await expect.poll(() => row.textContent()).toContain('Active');
    await page.close();
  });

  it('asks before it leaves a form, and has the draft again, also after a reload', async () => {
    const { page } = await windowOf('admin');
    await page.getByRole('tab', { name: 'Users' }).click();
    const add = page.getByRole('button', { name: 'Add user', exact: true });
    await add.click();
    await topDialog(page).getByLabel('First name').fill('Drafted');
    await topDialog(page).getByLabel('Password', { exact: true }).fill('never kept');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep editing' }).click();
    expect(await topDialog(page).getByLabel('First name').inputValue()).toBe('Drafted');
    // A press outside does the same as Escape.
    await page.mouse.click(5, 5);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    await page.reload();
    await add.click();
    expect(await topDialog(page).getByLabel('First name').inputValue()).toBe('Drafted');
    expect(await topDialog(page).getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await topDialog(page).getByRole('button', { name: 'Start over' }).click();
    expect(await topDialog(page).getByLabel('First name').inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('never kept');
    await page.close();
  });

  it('ticks permissions in one grid, shows what is gained and lost before it saves, and undoes', async () => {
    const { page } = await windowOf('admin');
    const card = await ask(page, '/hexa roles show translator');
    await card.getByRole('button', { name: 'Permissions' }).click();
    const grid = topDialog(page);
    await isFine(page, 'dialog[open]');
    await grid.getByLabel('Search').fill('label');
    // The whole column, as far as it is shown; then one of it again.
    await grid.locator('thead input').first().check();
    await grid
      .getByRole('row', { name: /LabelGroup/ })
      .locator('td input')
      .first()
      .uncheck();
    await grid.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => grid.locator('.gained li').allTextContents()).toEqual(['+ Label: create']);
    expect(await grid.locator('.taken').count()).toBe(0);
    expect(await grid.textContent()).toMatch(/\d+ people have this role/);
    await grid.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => lastCard(page).textContent()).toContain('Label: create');
    await lastCard(page).getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => lastCard(page).locator('.taken').textContent()).toContain('Label: create');
    await page.close();
  });

  it('shows every answer with its buttons, also after one that was taller than the window', async () => {
    const { page } = await windowOf('admin');
    for (const line of ['/hexa roles show admin', '/hexa users show marco.bianchi@example.com']) {
      const card = await ask(page, line);
      await card.locator('.button').first().waitFor();
      const isInView = `(() => {
        const button = [...document.querySelectorAll('.theirs .card')].at(-1).querySelector('.button');
        const { top, bottom } = button.getBoundingClientRect();
        return top > 0 && bottom <= document.querySelector('.dock').getBoundingClientRect().top;
      })()`;
      await expect.poll(() => page.evaluate(isInView)).toBe(true);
    }
    await page.close();
  });

  it('has targets for fingers on a phone, and bursts with no name, however long or written', async () => {
    const person = await newPerson(browser, { width: 390, height: 844 });
    await person.context.addCookies(await ann.context.cookies());
    const { page } = person;
    service.advance(61_000);
    await page.goto(`${service.address}/console?as=admin&search=hard`);
    await expect.poll(() => page.locator('.users-table tbody tr').count()).toBe(6);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    const small = await page
      .locator(':is(#panel-users, .top) :is(button, select, input):visible:not(.open-card, .switch)')
      .evaluateAll((all) =>
        all
          .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()] as const)
          .filter(([, { width, height }]) => Math.min(width, height) < 44)
          .map(([html, { width, height }]) => `${width}x${height} ${html}`),
      );
    expect(small).toEqual([]);
    await isFine(page, '#panel-users');
    await page
      .getByRole('button', { name: /^Wolfe/ })
      .first()
      .click();
    await page.locator('.user-card .actions').waitFor();
    await staysWithin(page, '.user-card');
    await page.keyboard.press('Escape');
    const asked = await ask(
      page,
      '/hexa users disable hard.1@example.com, hard.2@example.com, ann.lindgren@example.com',
    );
    await staysWithin(page, '.log');
    await asked.getByRole('button', { name: 'Disable' }).click();
    await expect.poll(() => lastCard(page).textContent()).toContain('disabled');
    // Our sentences run left to right, whatever name they begin with.
    expect(await lastCard(page).locator('[dir=auto]').filter({ hasText: 'disabled' }).count()).toBe(0);
    await staysWithin(page, '.log');
    await isFine(page, '.theirs:last-child');
    await lastCard(page).getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => lastCard(page).textContent()).toContain('Restored');
    await person.context.close();
  });

  it('asks no other host for anything, and breaks its own policy nowhere', () => {
    expect([...ann.hosts]).toEqual([new URL(service.address).host]);
    expect(ann.complaints).toEqual([]);
  });

  it('says that it reconnects while the service is away, and is back in its place after a restart', async () => {
    const { page } = await windowOf('admin');
    await page.goto(`${service.address}/console?as=admin&search=berg`);
    await page.getByRole('button', { name: 'Magnus Berg', exact: true }).click();
    await page.locator('.user-card .actions').waitFor();
    await service.stop();
    await expect.poll(() => page.locator('.connection').textContent()).toContain('Reconnecting');
    await service.start({}, fillDemo);
    await page.getByRole('button', { name: 'Print a new link' }).waitFor();
    expect(await page.locator('.alert').textContent()).toContain('The service was restarted');
    await page.goto(service.link);
    await page.locator('.user-card .actions').waitFor();
    expect(page.url()).toContain('search=berg');
    // What waits was kept by the database, not by the page.
    await expect.poll(() => page.locator('#tab-users .badge').count()).toBe(1);
    await page.close();
  });
});

/** Without serious issues for those who do not see or point, and not wider than the window. */
async function isFine(page: Page, ...areas: string[]): Promise<void> {
  // In this page itself: a second one for each look takes as long as the look.
  // It need not say where it found everything right.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const axe = areas.reduce((each, area) => each.include(area), builder);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
}

/** Nothing in there is wider than it, the page no wider than the window. */
async function staysWithin(page: Page, area: string): Promise<void> {
  const burst = await page.locator(area).evaluateAll((all) =>
    all.flatMap((each) => {
      const edge = each.getBoundingClientRect().right + 1;
      return [...each.querySelectorAll('*:not(.hidden, .hidden *)')]
        .filter((inner) => inner.getBoundingClientRect().right > edge)
        .map((inner) => inner.outerHTML.slice(0, 120));
    }),
  );
  expect(burst).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(
    0,
  );
}

async function focusedText(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement?.textContent ?? ""');
}

async function pressUntil(page: Page, key: string, text: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press(key);
    if ((await focusedText(page)) === text) return;
  }
  throw new Error(`${text} was not reached by ${key}`);
}
