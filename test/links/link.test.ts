import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkMembers } from '#services/links/check-members.ts';
import { signInToConsole } from '#services/links/console-people.ts';
import { prepareLinkCodeMail } from '#services/links/link-codes.ts';
import { moveLinks } from '#services/links/move-links.ts';
import { oneTimeCode } from '#services/shared/one-time-code.ts';
import { LANGUAGES } from '#words/index.ts';
import { alsoOn, byOf } from '../requests/people.ts';
import {
  type Actor,
  actionsOf,
  buttonOf,
  type Core,
  countStatements,
  ran,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ANN = 'ann@example.com';

let core: Core;
let zoe: Actor;

beforeEach(async () => {
  core = await startCore();
  zoe = await core.person(null);
});
afterEach(() => core[Symbol.asyncDispose]());

/** Asks for a code for this address; returns the form of the code. */
const asks = async (person: Actor, email: string) =>
  screenOf(await ran(await person.submits(screenOf(await person.says('/hexa link')), { email })));
/** The code that was asked for last, as the mail has it; null where none is mailed. */
const mailedCode = async (): Promise<string | null> => {
  const job = core.jobs.findLast(({ name }) => name === 'link-code-mail');
  const { codeId } = job!.data as { codeId: string };
  return (await prepareLinkCodeMail(core.deps, codeId))?.code ?? null;
};
const enters = async (person: Actor, form: Awaited<ReturnType<typeof asks>>, code: string) =>
  screenOf(await ran(await person.submits(form, { code })));
const links = () => core.query<{ chat_user: string; method: string }>('SELECT * FROM chatops.links');
const refusals = () =>
  core.query<{ action: string; code: string; target_name: string | null }>(
    "SELECT action, code, target_name FROM chatops.audit WHERE outcome = 'refused' ORDER BY id",
  );
const mailJobs = () => core.jobs.filter(({ name }) => name === 'notice-mail').length;

describe('linking by a mailed code', () => {
  it('links who enters it, in any case and with dashes, writes it down and mails the user', async () => {
    const form = await asks(zoe, ' ANN@example.com ');
    const code = await mailedCode();
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
    const done = await enters(zoe, form, `${code!.slice(0, 4).toLowerCase()} - ${code!.slice(4)}`);
    expect(saysOf(done)).toContain('You’re linked as Ann Lee');
    expect(await links()).toMatchObject([{ chat_user: zoe.identity.user, method: 'code' }]);
    const [entry] = await core.query('SELECT * FROM chatops.audit');
    expect(entry).toMatchObject({
      action: 'link',
      outcome: 'done',
      target_name: 'Ann Lee',
      actor_name: 'Ann Lee',
    });
    expect(mailJobs()).toBe(1);
    expect(saysOf(screenOf(await zoe.says('/hexa whoami')))).toContain(ANN);
  });

  it('takes the address with the command too, and refuses what is none', async () => {
    expect(screenOf(await zoe.says(`/hexa link ${ANN}`)).form?.name).toBe('link.code');
    const form = screenOf(await zoe.says('/hexa link nobody'));
    expect(saysOf(form)).toContain('Enter a valid email');
    expect(await zoe.submits(form, { email: 'still not' })).toMatchObject({
      type: 'refused',
      replies: [{ fields: { email: expect.stringContaining('Enter a valid') } }],
    });
    expect(core.jobs).toHaveLength(1);
  });

  it('answers the same, with the same steps, whether or not the address exists', async () => {
    const other = await core.person(null);
    const known = await countStatements(() => asks(zoe, ANN));
    const unknown = await countStatements(() => asks(other, 'nobody@example.com'));
    const steps = (statements: string[]) => statements.map((text) => text.split(' values (')[0]);
    expect(steps(unknown)).toEqual(steps(known));
    const [a, b] = [await asks(zoe, ANN), await asks(other, ANN)];
    const told = (screen: typeof a) => ({ ...screen, form: { ...screen.form, draft: '' } });
    expect(told(b)).toEqual(told(a));
    expect(core.jobs.map(({ name }) => name)).toEqual(Array(4).fill('link-code-mail'));
    const form = await asks(other, 'nobody@example.com');
    expect(await mailedCode()).toBeNull();
    expect(saysOf(await enters(other, form, 'AAAAAAAA'))).toContain('You have 4 tries left');
  });

  it('allows 5 tries, then the code is dead; a new one works', async () => {
    let form = await asks(zoe, ANN);
    const code = await mailedCode();
    for (const left of ['4 tries', '3 tries', '2 tries', 'one try']) {
      form = await enters(zoe, form, 'AAAAAAAA');
      expect(saysOf(form)).toContain(`${left} left`);
      expect(form.fields).toEqual([expect.not.objectContaining({ initial: expect.anything() })]);
    }
    expect(saysOf(await enters(zoe, form, 'AAAAAAAA'))).toContain('no longer works');
    const again = await core.services.links
      .enterCode(zoe.identity, 'r', code!)
      .catch((error: Error) => error.message);
    expect(again).toBe('link_code_dead');
    expect(await refusals()).toEqual([{ action: 'link', code: 'link_code_dead', target_name: 'Ann Lee' }]);
    expect(mailJobs()).toBe(1);
    const anew = await asks(zoe, ANN);
    expect(saysOf(await enters(zoe, anew, (await mailedCode())!))).toContain('You’re linked as Ann Lee');
  });

  it('writes down five wrong tries for an address that nobody has, and mails nobody', async () => {
    let form = await asks(zoe, 'nobody@example.com');
    for (let n = 0; n < 5; n += 1) form = await enters(zoe, form, 'AAAAAAAA');
    expect(saysOf(form)).toContain('no longer works');
    expect(await refusals()).toEqual([{ action: 'link', code: 'link_code_dead', target_name: null }]);
    expect(mailJobs()).toBe(0);
  });

  it('lets a code live 10 minutes, work once, and only the newest', async () => {
    const first = await asks(zoe, ANN);
    const old = (await mailedCode())!;
    const second = await asks(zoe, ANN);
    expect(saysOf(await enters(zoe, first, old))).toContain('You have 4 tries left');
    const code = (await mailedCode())!;
    core.later(10 * MINUTE);
    expect(saysOf(await enters(zoe, second, code))).toContain('no longer works');
    const third = await asks(zoe, ANN);
    const used = (await mailedCode())!;
    await enters(zoe, third, used);
    await core.services.links.remove(await byOf(core, zoe), zoe.identity);
    await expect(core.services.links.enterCode(zoe.identity, 'r', used)).rejects.toThrow('link_code_dead');
    expect(await links()).toEqual([]);
  });

  it('says in the language of the person what is wrong with a code', async () => {
    const marie = await core.person(null, 10, 100, 'fr');
    const wrong = await enters(marie, await asks(marie, ANN), 'AAAAAAAA');
    expect(saysOf(wrong)).toContain('Code\u00a0: Ce n’est pas le bon code. Il reste 4 essais.');
  });

  it('spends a try for each of many at once', async () => {
    await asks(zoe, ANN);
    const code = (await mailedCode())!;
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        core.services.links.enterCode(zoe.identity, 'r', 'AAAAAAAA').catch((error: Error) => error.message),
      ),
    );
    expect(tries.filter((each) => each === 'link_code_wrong')).toHaveLength(4);
    expect(tries.filter((each) => each === 'link_code_dead')).toHaveLength(16);
    await expect(core.services.links.enterCode(zoe.identity, 'r', code)).rejects.toThrow('link_code_dead');
  });

  it('links once under the same right code many times at once', async () => {
    await asks(zoe, ANN);
    const code = (await mailedCode())!;
    const results = await Promise.all(
      Array.from({ length: 4 }, () =>
        core.services.links.enterCode(zoe.identity, 'r', code).then(
          () => 'linked',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(results.filter((each) => each === 'linked')).toHaveLength(1);
    expect(await links()).toHaveLength(1);
  });

  it('mails at most 3 codes an hour for an identity, and says so', async () => {
    for (let n = 0; n < 3; n += 1) await asks(zoe, `somebody${n}@example.com`);
    expect(saysOf(await asks(zoe, ANN))).toContain('at most 3 codes an hour');
    core.later(HOUR);
    expect(saysOf(await asks(zoe, ANN))).toContain('we’ve sent a code there');
  });

  it('mails a user who asks although a stranger has asked three times, a dozen an hour in all, and says nothing of it', async () => {
    const stranger = await core.person(null);
    for (let n = 0; n < 3; n += 1) {
      await asks(stranger, ANN);
      expect(await mailedCode()).not.toBeNull();
    }
    await asks(zoe, ANN);
    expect(await mailedCode()).not.toBeNull();
    const mailed: (string | null)[] = [];
    for (let n = 0; n < 9; n += 1) {
      expect(saysOf(await asks(await core.person(null), ANN))).toContain('we’ve sent a code there');
      mailed.push(await mailedCode());
    }
    expect(mailed.map((code) => code !== null)).toEqual([...Array(8).fill(true), false]);
    core.later(HOUR);
    await asks(await core.person(null), ANN);
    expect(await mailedCode()).not.toBeNull();
  });

  it('takes the code that was asked for last, though a service whose clock is behind made it', async () => {
    await asks(zoe, ANN);
    await mailedCode();
    core.later(-2 * MINUTE);
    const form = await asks(zoe, ANN);
    const code = await mailedCode();
    core.later(2 * MINUTE);
    expect(saysOf(await enters(zoe, form, code!))).toContain('You’re linked as Ann Lee');
  });

  it('names the account that asks in the mail: where it is, what it is called, and its id', async () => {
    await core.services.saveProfile(zoe.identity, { name: 'zoe.b', avatar: null, locale: null, zone: null });
    await asks(zoe, ANN);
    const { codeId } = core.jobs.findLast(({ name }) => name === 'link-code-mail')!.data as {
      codeId: string;
    };
    const mail = (await prepareLinkCodeMail(core.deps, codeId))!;
    for (const words of Object.values(LANGUAGES)) {
      const said = words.mails.linkCode(mail).paragraphs.join(' ');
      for (const part of ['Slack', 'zoe.b', zoe.identity.user, zoe.identity.workspace]) {
        expect(said).toContain(part);
      }
    }
  });

  it('mails the same code again when a mail has to be tried again, and none that is dead', async () => {
    await asks(zoe, ANN);
    const [first, second] = [await mailedCode(), await mailedCode()];
    expect(second).toBe(first);
    core.later(10 * MINUTE);
    expect(await mailedCode()).toBeNull();
  });

  it('stores no code, and derives another one with another secret', async () => {
    await asks(zoe, ANN);
    const code = (await mailedCode())!;
    const rows = await core.query('SELECT * FROM chatops.link_codes');
    expect(JSON.stringify([rows, core.jobs])).not.toContain(code);
    const { id } = rows[0] as { id: string };
    expect(oneTimeCode('another secret', 'link', id)).not.toBe(code);
    expect(oneTimeCode('a secret', 'link', id)).toBe(code);
  });
});

describe('one chat identity and one user', () => {
  it('refuses a second user for an identity, before anything is mailed', async () => {
    const ann = await core.person(ANN);
    await core.user('Ben Low');
    expect(saysOf(screenOf(await ann.says('/hexa link ben.low@example.com')))).toContain('Already linked');
    expect(core.jobs).toEqual([]);
  });

  it('refuses a second identity of a user on the same platform, tells the user, and allows it on another', async () => {
    await core.person(ANN);
    const form = await asks(zoe, ANN);
    expect(saysOf(await enters(zoe, form, (await mailedCode())!))).toContain('Already linked');
    expect(await refusals()).toEqual([{ action: 'link', code: 'already_linked', target_name: 'Ann Lee' }]);
    expect(mailJobs()).toBe(1);
    await alsoOn(core, 'discord', ANN);
    expect(await links()).toHaveLength(2);
  });

  it('lets go of a user who was deleted in the panel', async () => {
    await core.user('Ben Low');
    const ben = await core.person('ben.low@example.com');
    await core.query("DELETE FROM users WHERE email = 'ben.low@example.com'");
    const form = await asks(ben, ANN);
    expect(saysOf(await enters(ben, form, (await mailedCode())!))).toContain('You’re linked as Ann Lee');
  });
});

describe('where no mail can be sent', () => {
  it('answers the operator’s command, filled in, also to whoever is not linked', async () => {
    await core[Symbol.asyncDispose]();
    core = await startCore({ setup: { mail: false }, settings: { mail: false } });
    zoe = await core.person(null);
    const command = `npm run hexa -- link slack T1 ${zoe.identity.user} YOUR_HEXABOT_EMAIL`;
    for (const line of ['/hexa link', `/hexa link ${ANN}`, '/hexa users list']) {
      const screen = screenOf(await zoe.says(line));
      expect(saysOf(screen)).toContain(command);
      expect(actionsOf(screen)).toEqual([]);
    }
    expect(core.jobs).toEqual([]);
  });

  it('else whoever is not linked is offered to link', async () => {
    const refusal = screenOf(await zoe.says('/hexa users list'));
    expect(saysOf(refusal)).toContain('Type /hexa link');
    expect(saysOf(refusal)).not.toContain('npm run');
    const form = screenOf(await zoe.presses(buttonOf(refusal, 'Link my account').action));
    expect(form.form?.name).toBe('link.email');
  });
});

describe('unlinking', () => {
  it('asks, removes one’s own link, writes it down and mails the user', async () => {
    const ann = await core.person(ANN);
    const asked = screenOf(await ann.says('/hexa unlink'));
    expect(saysOf(asked)).toContain('Ann Lee (ann@example.com)');
    expect(await links()).toHaveLength(1);
    const done = screenOf(await ann.presses(buttonOf(asked, 'Remove the link').action));
    expect(saysOf(done)).toContain('Your account is unlinked');
    expect(await links()).toEqual([]);
    expect(mailJobs()).toBe(1);
    expect(saysOf(screenOf(await ann.says('/hexa unlink')))).toContain('Account not linked yet');
  });

  it('is open to who is not active, and suspended links count as links', async () => {
    const id = await core.user('Ben Low');
    const ben = await core.person('ben.low@example.com');
    const by = await byOf(core, await core.person(ANN));
    await core.services.users.setStatus(by, [id], 'disabled');
    expect(saysOf(screenOf(await ben.says('/hexa links')))).toContain('isn’t active');
    expect(saysOf(screenOf(await ben.says('/hexa link')))).toContain('Already linked');
    await core.services.users.setStatus(by, [id], 'active');
    expect(saysOf(screenOf(await ben.says('/hexa links')))).toContain('Ben Low');
    await core.services.users.setStatus(by, [id], 'disabled');
    const asked = screenOf(await ben.says('/hexa unlink'));
    await ben.presses(buttonOf(asked, 'Remove the link').action);
    expect(await core.query('SELECT 1 FROM chatops.links WHERE chat_user = $1', [ben.identity.user])).toEqual(
      [],
    );
  });
});

describe('somebody whose account is disabled', () => {
  it('is told that they cannot act yet, and can once they are enabled', async () => {
    const id = await core.user('Ada Orr');
    const by = await byOf(core, await core.person(ANN));
    await core.services.users.setStatus(by, [id], 'disabled');
    const ada = await core.person(null);
    const user = await core.services.links.byEmail(ada.identity, randomUUID(), 'ada.orr@example.com');
    expect(user.status).toBe('disabled');
    const [link] = await core.query('SELECT suspended_at FROM chatops.links WHERE user_id = $1', [id]);
    expect(link).toEqual({ suspended_at: expect.anything() });
    expect(saysOf(screenOf(await ada.says('/hexa users list')))).toContain('not active');
    await core.services.users.setStatus(by, [id], 'active');
    expect(saysOf(screenOf(await ada.says('/hexa whoami')))).toContain('ada.orr@example.com');
  });
});

describe('the list of links', () => {
  it('shows everybody’s to holders of User: update, and one’s own to others', async () => {
    await core.user('Ben Low');
    const ben = await core.person('ben.low@example.com');
    const ann = await core.person(ANN);
    expect(saysOf(screenOf(await ann.says('/hexa links')))).toContain('1–2 of 2');
    const avatar = 'https://avatars.example.com/ben.png';
    await core.services.saveProfile(ben.identity, { name: 'benny', avatar, locale: null, zone: null });
    const ofBen = screenOf(await ann.says('/hexa links ben.low@example.com'));
    expect(saysOf(ofBen)).toContain('1–1 of 1');
    expect(ofBen.parts.find(({ type }) => type === 'facts')).toMatchObject({
      facts: [
        {
          label: 'Ben Low',
          value: ['Slack ', { identities: [ben.identity], name: 'benny' }, ' · Linked ', {}],
        },
      ],
      picture: { url: avatar },
    });
    expect(saysOf(screenOf(await ben.says('/hexa whoami')))).toContain('benny');
    const own = screenOf(await ben.says('/hexa links'));
    expect(saysOf(own)).toContain('1–1 of 1');
    expect(saysOf(own)).not.toContain('Ann');
    expect(saysOf(screenOf(await ben.says('/hexa links ann@example.com')))).toContain('User: update');
  });

  it('removes a link, for its owner and for holders of User: update', async () => {
    await core.user('Ben Low');
    const ben = await core.person('ben.low@example.com');
    const ann = await core.person(ANN);
    const list = screenOf(await ann.says('/hexa links'));
    const buttons = actionsOf(list).filter(({ label }) => label === 'Remove') as ReturnType<
      typeof buttonOf
    >[];
    expect(buttons.every(({ confirm }) => confirm !== undefined)).toBe(true);
    const [ofAnn, ofBen] = buttons.map(({ action }) => action);
    expect(saysOf(screenOf(await ben.presses(ofAnn!)))).toContain('User: update');
    expect(saysOf(screenOf(await ann.presses(ofBen!)))).toContain('The link to Ben Low was removed.');
    expect(saysOf(screenOf(await ann.presses(ofBen!)))).toContain('already removed');
    expect(saysOf(screenOf(await ben.says('/hexa links')))).toContain('Account not linked yet');
    expect(mailJobs()).toBe(1);
    const [entry] = await core.query("SELECT * FROM chatops.audit WHERE action = 'unlink'");
    expect(entry).toMatchObject({ actor_name: 'Ann Lee', target_name: 'Ben Low' });
  });

  it('turns its pages', async () => {
    const ann = await core.person(ANN, 2);
    for (let n = 0; n < 4; n += 1) {
      await core.user(`User N${n}`);
      await core.person(`user.n${n}@example.com`);
    }
    const first = screenOf(await ann.says('/hexa links'));
    const second = screenOf(await ann.presses(buttonOf(first, 'Next').action));
    expect(saysOf(second)).toContain('3–4 of 5');
    expect(saysOf(screenOf(await ann.presses(buttonOf(second, 'Previous').action)))).toContain('1–2 of 5');
  });
});

describe('a workspace that joins a grid', () => {
  it('takes its links along, with names and cards, but over nobody’s who is linked there already', async () => {
    for (const name of ['Ben Low', 'Zoe Berg', 'Moe Low']) await core.user(name);
    const ann = await core.person(ANN);
    const ben = await core.person('ben.low@example.com');
    const zoes = await core.person('zoe.berg@example.com');
    const link = (user: string, email: string) =>
      core.query(
        `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
         SELECT 'slack', 'E1', $1, id, 'operator', now() FROM users WHERE email = $2`,
        [user, email],
      );
    await link(ben.identity.user, 'moe.low@example.com');
    await link('U0ZOE', 'zoe.berg@example.com');
    await core.query(
      "INSERT INTO chatops.identities VALUES ('slack', 'T1', $1, 'Annie', NULL, 'fr', now())",
      [ann.identity.user],
    );
    await moveLinks(core.deps);
    expect(await core.query("SELECT FROM chatops.links WHERE workspace = 'T1'")).toHaveLength(3);
    core.deps.served = () => new Map([['slack', [{ key: 'E1', ids: ['E1', 'T1'] }]]]);
    await moveLinks(core.deps);
    const left = await core.query(
      "SELECT chat_user FROM chatops.links WHERE workspace = 'T1' ORDER BY linked_at",
    );
    expect(left.map(({ chat_user }) => chat_user).toSorted()).toEqual(
      [ben.identity.user, zoes.identity.user].toSorted(),
    );
    expect(await core.query('SELECT workspace, name FROM chatops.identities')).toEqual([
      { workspace: 'E1', name: 'Annie' },
    ]);
    await moveLinks(core.deps);
    const entries = await core.query("SELECT target_name FROM chatops.audit WHERE action = 'link moved'");
    expect(entries).toEqual([{ target_name: 'Ann Lee' }]);
    expect(mailJobs()).toBe(0);
  });
});

describe('the daily look at who left', () => {
  it('removes the links of those who left, once a day, and lets the others be', async () => {
    await core.user('Ben Low');
    await core.user('Zoe Berg');
    const ben = await core.person('ben.low@example.com');
    const unknown = await core.person('zoe.berg@example.com');
    await core.person(ANN);
    const asked: string[] = [];
    const look = () =>
      checkMembers(core.deps, async ({ user }) => {
        asked.push(user);
        return user === ben.identity.user ? false : user === unknown.identity.user ? null : true;
      });
    await look();
    expect(asked).toEqual([]);
    core.later(DAY);
    await look();
    await look();
    expect(asked).toHaveLength(3);
    expect(await links()).toHaveLength(2);
    const [entry] = await core.query("SELECT * FROM chatops.audit WHERE action = 'unlink'");
    expect(entry).toMatchObject({ actor_name: null, target_name: 'Ben Low', request_id: 'system' });
    expect(mailJobs()).toBe(1);
    core.later(DAY / 24);
    await look();
    expect(asked.slice(3)).toEqual([unknown.identity.user]);
    core.later(DAY);
    await look();
    expect(asked).toHaveLength(6);
  });

  it('keeps nothing else waiting where a platform answers slowly', async () => {
    for (const name of ['Ben Low', 'Zoe Berg', 'Moe Low', 'Eve Two']) {
      await core.user(name);
      await core.person(`${name.toLowerCase().replace(' ', '.')}@example.com`);
    }
    core.later(DAY);
    let asked = 0;
    const look = () =>
      checkMembers(core.deps, async () => {
        asked += 1;
        core.later(15_000);
        return true;
      });
    await look();
    expect(asked).toBe(2);
    await look();
    expect(asked).toBe(4);
  });

  it('asks about 50 people a minute, the longest unseen first', async () => {
    for (let n = 0; n < 60; n += 1) {
      await core.query(
        `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
         VALUES ('slack', 'T1', $1, $1, 'operator', '2026-01-01')`,
        [`U${n}`],
      );
    }
    const asked: string[] = [];
    const look = () => checkMembers(core.deps, async ({ user }) => asked.push(user) > 0);
    await look();
    expect(asked).toHaveLength(50);
    await look();
    expect(new Set(asked).size).toBe(60);
  });
});

describe('signing in to the console', () => {
  it('takes as long for an address that nobody has as for a user: whose hash it is like is chosen by the address', async () => {
    const costs = ['04', '10', '12'];
    for (const [index, cost] of costs.entries()) {
      const id = await core.user(`Some Body${index}`);
      await core.query('UPDATE users SET password = $1 WHERE id = $2', [`$2b$${cost}$of a hash`, id]);
    }
    const compared: unknown[] = [];
    core.deps.passwords = {
      ...core.deps.passwords,
      fits: async (_password, hash, like) => {
        compared.push(hash ?? like);
        return false;
      },
    };
    for (let n = 0; n < 40; n += 1) await signInToConsole(core.deps, `nobody${n}@example.com`, 'x');
    const seen = new Set(compared.map((hash) => String(hash).slice(4, 6)));
    expect([...seen]).toEqual(expect.arrayContaining(costs));
    await signInToConsole(core.deps, 'NOBODY0@example.com', 'y');
    expect(compared.at(-1)).toBe(compared[0]);
  });
});
