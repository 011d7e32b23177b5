import { expect } from 'vitest';
import { run } from '../../discord/harness.ts';
import {
  findButton,
  type Person,
  type ShownMessage,
  type ShownModal,
  textOf,
} from '../../support/discord/index.ts';
import { type Driver, newest, type Somebody } from './driver.ts';

type Answer = Awaited<ReturnType<Person['uses']>>;

/** Discord's double, whose gateway we are connected to. */
export async function startDiscordContract(): Promise<Driver> {
  const env = await run();
  const { double, core, discord, log } = env;

  const somebody = (zoe: Person): Somebody => {
    const answers: Answer[] = [];
    let modal: ShownModal | undefined;
    const acts = async (act: Promise<Answer>): Promise<void> => {
      const answer = await act;
      answers.push(answer);
      modal = answer.modal;
    };
    const messages = (): ShownMessage[] => {
      const own = answers.flatMap(({ message, followUps }) => [...(message ? [message] : []), ...followUps]);
      const all = [...double.messages(double.channelId), ...double.dms(zoe), ...own];
      return newest(
        all.filter(({ deleted }) => !deleted),
        ({ id }) => BigInt(id),
      );
    };
    const presses = async (label: string): Promise<void> => {
      const where = messages().find((one) => findButton(one, label));
      const isDirect = double.dms(zoe).some(({ id }) => id === where?.id);
      await acts((isDirect ? zoe.inDirectMessage() : zoe).presses(where, label));
    };
    return {
      identity: { platform: 'discord', workspace: double.guildId, user: zoe.id },
      types: (path) => acts(zoe.uses(`/hexa ${path}`)),
      presses,
      async submits(values) {
        if (modal === undefined) await presses('Open the form');
        await acts(zoe.submits(modal, values));
      },
      async searches(text) {
        const found = await zoe.autocompletes('/hexa users list', { role: text }, 'role');
        return found.map(({ name }) => name);
      },
      sees: () => [modal, ...messages()].map(textOf).join('\n'),
    };
  };

  return {
    core,
    surfaces: discord.surfaces,
    channel: double.channelId,
    zone: null,
    person: async (name) => somebody(double.member({ name, permissions: ['ManageGuild'] })),
    strangers: {
      async 'a member of another server'() {
        const guildId = double.guild({ name: 'Elsewhere' });
        await double.member({ name: 'Eve', guildId }).uses('/hexa users list', {}, { force: true });
      },
      async 'a bot'() {
        await double.member({ name: 'Robo', bot: true }).uses('/hexa users list', {}, { force: true });
      },
    },
    check() {
      double.assertNoViolations();
      expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
    [Symbol.asyncDispose]: () => env[Symbol.asyncDispose](),
  };
}
