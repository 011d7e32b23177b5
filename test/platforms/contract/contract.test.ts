import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Platform } from '#domain/chat-identity.ts';
import { addForm, asksFor, DRAFT, screen, text } from '../../support/fake-core.ts';
import { startConsoleContract } from './console.ts';
import { startDiscordContract } from './discord.ts';
import type { Driver, Somebody } from './driver.ts';
import { startSlackContract } from './slack.ts';

const PLATFORMS: Record<Platform, readonly [string, () => Promise<Driver>]> = {
  slack: ['Slack, by signed requests', startSlackContract],
  discord: ['Discord, by its gateway', startDiscordContract],
  console: ['the console, by a window', startConsoleContract],
};

type As = Extract<Reply, { type: 'screen' }>['as'];

const shown = (title: string, as: As = 'new', more: Partial<Screen> = {}, shared = false): Reply => ({
  type: 'screen',
  as,
  screen: screen(title, [text(`${title} in full`)], more),
  ...(shared ? { shared } : {}),
});
const withButton = (label: string): Partial<Screen> => ({
  actions: [{ type: 'button', label, action: { name: 'requests.approve', ids: [DRAFT] } }],
});

/** Every platform keeps it, and a new one has to (docs/design.md, section 3): what may differ stands in its driver. */
describe.each(Object.values(PLATFORMS))('the contract of platforms, kept by %s', (_, start) => {
  let driver: Driver;
  let ann: Somebody;
  let bea: Somebody;
  beforeAll(async () => {
    driver = await start();
  });
  beforeEach(async () => {
    driver.core.onAnswer = () => [];
    [ann, bea] = [await driver.person('ann'), await driver.person('bea')];
    driver.core.asked.length = 0;
  });
  afterAll(async () => {
    driver.check();
    await driver[Symbol.asyncDispose]();
  });

  const replies = (...given: Reply[]): void => {
    driver.core.onAnswer = () => given;
  };
  const sees = (somebody: Somebody, title: string, whether = true) =>
    expect.poll(() => somebody.sees().includes(title), { interval: 20, message: title }).toBe(whether);

  describe('receiving', () => {
    it('tells the core who asks for what, once, under a name of its own', async () => {
      await ann.types('users list');
      await ann.types('users list');
      await expect.poll(() => driver.core.asked.length).toBe(2);
      for (const { identity, served, input } of driver.core.asked) {
        expect([identity, served, asksFor(input)]).toEqual([ann.identity, true, 'users list']);
      }
      expect(new Set(driver.core.asked.map(({ delivery }) => delivery)).size).toBe(2);
      expect(new Set(driver.core.asked.map(({ id }) => id)).size).toBe(2);
    });

    it('tells where the clocks of its people are, where it knows', async () => {
      await ann.types('users list');
      await expect.poll(() => driver.core.asked.length).toBe(1);
      const profile = await driver.surfaces.profile(ann.identity);
      expect(driver.core.last.zone ?? profile?.zone ?? null).toBe(driver.zone);
    });

    it('lets no stranger be taken for one of ours, or see what is shown to others', async () => {
      replies(shown('For the stranger alone'));
      for (const act of Object.values(driver.strangers)) await act();
      expect(driver.core.asked.filter(({ served }) => served !== false)).toEqual([]);
      expect(ann.sees()).not.toContain('For the stranger alone');
    });
  });

  describe('a reply', () => {
    it('that is new is seen by whoever asked, and by nobody else', async () => {
      replies(shown('Only mine'));
      await ann.types('users list');
      await sees(ann, 'Only mine in full');
      expect(bea.sees()).not.toContain('Only mine');
    });

    it('that is shared is seen by everybody, and stays as it is when somebody pages in it', async () => {
      replies(shown('Shared list', 'new', withButton('Next'), true));
      await ann.types('users list');
      await sees(bea, 'Shared list');
      replies(shown('Second page', 'in_place'));
      await bea.presses('Next');
      await sees(bea, 'Second page');
      expect(ann.sees()).toContain('Shared list in full');
      expect(ann.sees()).not.toContain('Second page');
    });

    it('in place takes the place of what was pressed', async () => {
      replies(shown('Before', 'new', withButton('Go on')));
      await ann.types('users list');
      await sees(ann, 'Before');
      replies(shown('After', 'in_place'));
      await ann.presses('Go on');
      await sees(ann, 'After');
      await sees(ann, 'Before', false);
      expect(driver.core.last.input).toMatchObject({
        type: 'action',
        name: 'requests.approve',
        ids: [DRAFT],
      });
    });

    it('that is a card takes the place of a shared one for everybody', async () => {
      replies(shown('Asked for', 'new', withButton('Decide'), true));
      await ann.types('users list');
      await sees(bea, 'Asked for');
      replies(shown('Decided', 'card'));
      await bea.presses('Decide');
      await sees(bea, 'Decided');
      await sees(ann, driver.channel === null ? 'Asked for' : 'Decided');
    });

    it.each(['push', 'below', 'home', 'in_form'] as const)(
      'as %s is seen from wherever it was asked',
      async (as) => {
        replies(shown('First', 'new', withButton('More')));
        await ann.types('users list');
        await sees(ann, 'First');
        const title = `As ${as.replace('_', ' ')}`;
        replies(shown(title, as));
        await ann.presses('More');
        await sees(ann, `${title} in full`);
        expect(bea.sees()).not.toContain(title);
      },
    );

    it('that closes takes the message of its own away', async () => {
      replies(shown('To be closed', 'new', withButton('Close')));
      await ann.types('users list');
      await sees(ann, 'To be closed');
      replies({ type: 'close' });
      await ann.presses('Close');
      await sees(ann, 'To be closed', false);
    });

    it('of several kinds is given whole, and a Home tab asks for itself as nobody’s deed', async () => {
      driver.core.onAnswer = ({ input }) =>
        input.type === 'action' ? [] : [{ type: 'refresh_home' }, shown('One'), shown('Two')];
      await ann.types('users list');
      await sees(ann, 'One in full');
      await sees(ann, 'Two in full');
      const itself = driver.core.asked.flatMap(({ input }) =>
        input.type === 'action' ? [input.unasked] : [],
      );
      expect(itself.filter((unasked) => unasked !== true)).toEqual([]);
    });

    it('of options is offered to whoever searches', async () => {
      const options = Array.from({ length: 130 }, (__, at) => ({ value: `r${at}`, label: `role ${at}` }));
      const [field] = addForm().fields!.slice(-1);
      const form = { ...addForm(), fields: [{ ...field!, options, source: 'roles' } as never] };
      driver.core.onAnswer = ({ input }) =>
        input.type === 'search' ? [{ type: 'options', options: options.slice(120, 122) }] : [shownForm(form)];
      expect(await ann.searches('role 12')).toEqual(['role 120', 'role 121']);
      expect(driver.core.last.input).toEqual({ type: 'search', source: 'roles', text: 'role 12' });
    });
  });

  describe('a form', () => {
    const typed = { Email: 'ann@example.com', Password: 'secret words', Roles: ['manager'] };

    it('says what is wrong beside its fields, shows no password, and is sent again to its result', async () => {
      replies(shownForm(addForm()));
      await ann.types('users add');
      await sees(ann, 'Password');
      driver.core.onSubmit = () => ({
        type: 'refused',
        replies: [{ type: 'errors', fields: { email: 'Another user has it.' }, form: addForm() }],
      });
      await ann.submits(typed);
      await sees(ann, 'Another user has it.');
      expect(ann.sees()).not.toContain('secret words');
      expect(bea.sees()).not.toContain('Another user has it.');
      expect(driver.core.last).toMatchObject({
        identity: ann.identity,
        input: {
          type: 'form',
          name: 'users.add',
          draft: DRAFT,
          values: { email: 'ann@example.com', password: 'secret words', roles: ['r2'] },
        },
      });

      const { replyTo } = driver.core.asked[0]!;
      driver.core.onSubmit = () => ({
        type: 'accepted',
        working: screen('Creating…'),
        replyTo,
        run: async () => [shown('Ann was added', 'in_form')],
      });
      await ann.submits({ ...typed, Email: 'free@example.com' });
      await sees(ann, 'Ann was added in full');
      await sees(ann, 'Another user has it.', false);
      expect(driver.core.asked.findLast(({ input }) => input.type === 'form')?.input).toMatchObject({
        values: { email: 'free@example.com' },
      });
    });
  });

  describe('a card', () => {
    it('is posted for everybody, follows each decision and each later change, or says that there is no channel', async () => {
      const card = screen('Posted request', [], withButton('Approve'));
      const sent = await driver.surfaces.post(driver.channel ?? 'general', card);
      if (driver.channel === null) return expect(sent).toEqual({ result: 'gone', reason: 'no_channels' });
      if (sent.result !== 'sent') throw new Error(`not sent: ${sent.reason}`);
      await sees(ann, 'Posted request');
      replies(shown('Approved by Bea', 'card'));
      await bea.presses('Approve');
      await sees(ann, 'Approved by Bea');
      await sees(ann, 'Posted request', false);
      expect(await driver.surfaces.update(sent.posted, screen('Over by now'))).toMatchObject({
        result: 'sent',
      });
      for (const each of [ann, bea]) await sees(each, 'Over by now');
      expect(ann.sees()).not.toContain('Approved by Bea');
    });

    it('that is gone is reported as gone for good', async () => {
      const sent = await driver.surfaces.direct(ann.identity, screen('Once there'));
      if (sent.result !== 'sent') throw new Error(`not sent: ${sent.reason}`);
      const posted = { ...sent.posted, message: '1700000000000001' };
      expect(await driver.surfaces.update(posted, screen('Too late'))).toMatchObject({ result: 'gone' });
    });
  });

  describe('a direct message', () => {
    it('is seen by its person alone, acts as that person, and follows', async () => {
      const sent = await driver.surfaces.direct(ann.identity, screen('For Ann', [], withButton('Take')));
      if (sent.result !== 'sent') throw new Error(`not sent: ${sent.reason}`);
      await sees(ann, 'For Ann');
      expect(bea.sees()).not.toContain('For Ann');
      replies(shown('Taken', 'card'));
      await ann.presses('Take');
      await sees(ann, 'Taken in full');
      expect(driver.core.last).toMatchObject({ identity: ann.identity, served: true });
      expect(await driver.surfaces.update(sent.posted, screen('Put back'))).toMatchObject({ result: 'sent' });
      await sees(ann, 'Put back');
      expect(ann.sees()).not.toContain('For Ann');
    });

    it('to somebody of elsewhere is gone, and goes to nobody', async () => {
      const elsewhere = { ...ann.identity, workspace: 'T9OTHER' };
      expect(await driver.surfaces.direct(elsewhere, screen('Lost'))).toMatchObject({ result: 'gone' });
      expect(ann.sees()).not.toContain('Lost');
    });
  });
});

function shownForm(form: Screen): Reply {
  return { type: 'screen', as: 'new', screen: form };
}
