import type { ChatPlatform, PlatformTools } from '#chat/platform.ts';
import type { ConsoleOptions } from './ports.ts';
import { type ConsoleSettings, configure, variables } from './settings.ts';

/** Sample people, whom the holder of the terminal acts as; GUEST is linked to nobody. */
const ADMIN = 'admin';
/** A sample person of the console on made-up data, who may not manage users. */
export const MANAGER = 'manager';
const GUEST = 'guest';

const SERVED = [{ key: 'local', ids: ['local'] }];

/** The browser console, as one platform to plug in. */
export const platform: ChatPlatform<ConsoleSettings> = {
  name: 'console',
  title: 'Console',
  variables,
  configure,
  turnOn: 'CHATOPS_CONSOLE=on',
  ids: { workspace: /^local$/, user: /^[\w.-]+$/, channel: null, example: 'console local admin' },
  summary: ({ keyLink }) =>
    `at /console, ${keyLink ? 'by the link in the terminal' : 'with email and password'}`,
  examine: async () => [],
  serves: async () => SERVED,
  channelProblem: async () => 'is in the console, which has no channels.',
  showsMails: ({ keyLink }) => keyLink,
  async start({ keyLink }, tools) {
    const { startConsole } = await import('./console.ts');
    const { dispatch, catalogue, accounts, mailbox, watchChanges, origins, log, clock } = tools;
    const { routes, sockets, surfaces, answerLater, printLink, sweep, stop } = await startConsole({
      dispatch,
      catalogue,
      whoIs: accounts.whoIs,
      entrance: keyLink ? await byKey(tools) : { way: 'password', ...accounts },
      mailbox,
      watchChanges,
      origins,
      log,
      clock,
    });
    return {
      surfaces,
      serves: () => SERVED,
      answerLater,
      pages: { path: '/console', routes },
      sockets,
      start: async () => {},
      ready: printLink,
      sweep,
      // The server would wait for its WebSockets.
      hangUp: stop,
      stop: async () => {},
    };
  },
};

async function byKey({ accounts, isDemo, print }: PlatformTools): Promise<ConsoleOptions['entrance']> {
  await accounts.linkFirstAdmin(ADMIN);
  const personas = async (): Promise<string[]> =>
    isDemo ? [...(await accounts.linked([ADMIN, MANAGER])), GUEST] : [ADMIN];
  return { way: 'key', personas, isDemo, print };
}
