import { type ChatPlatform, PlatformError } from '#chat/platform.ts';
import { servedWorkspace } from './read/team.ts';
import { configure, type SlackSettings, variables } from './settings.ts';

/** Slack, as one platform to plug in. */
export const platform: ChatPlatform<SlackSettings> = {
  name: 'slack',
  title: 'Slack',
  variables,
  configure,
  turnOn: 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)',
  ids: {
    workspace: /^[TE][A-Z0-9]+$/,
    user: /^[UW][A-Z0-9]+$/,
    channel: { pattern: /^[CG][A-Z0-9]+$/, example: 'C…' },
    example: 'slack T012AB3CD U024BE7LH',
  },
  summary: ({ signingSecret }) => (signingSecret === undefined ? 'Socket Mode' : 'HTTP at /slack/events'),
  async examine(settings) {
    const { examineSlack } = await import('./doctor.ts');
    return [await examineSlack(settings)];
  },
  async serves(settings) {
    const { servedTeam } = await import('./doctor.ts');
    return [await servedTeam(settings)];
  },
  async channelProblem(settings, channel) {
    const { channelProblem } = await import('./doctor.ts');
    return channelProblem(settings, channel);
  },
  // Bolt is loaded where Slack is on.
  async start(config, { dispatch, log, clock }) {
    const { startSlack } = await import('./app.ts');
    const slack = startSlack({ config, dispatch, log, clock });
    return {
      surfaces: slack.surfaces,
      serves() {
        const { team } = slack.status();
        const served = team === null ? null : servedWorkspace(team);
        return served === null ? null : [served];
      },
      answerLater: slack.answerLater,
      ...(slack.requestListener === null
        ? {}
        : { requests: { path: '/slack/events', listener: slack.requestListener } }),
      start: () => slack.start().catch(refusal),
      state: () => STATES[slack.status().state],
      stop: (patienceMs) => slack.stop(patienceMs),
    };
  },
};

const STATES = { connected: 'on', waiting: 'waiting', refused: 'refused', stopped: 'waiting' } as const;

/** Slack refuses a token: where to copy it from again. Known by name, as its class comes with Bolt. */
function refusal(error: unknown): never {
  if (!(error instanceof Error && error.name === 'SlackAuthError')) throw error;
  const isAppToken = 'method' in error && error.method === 'apps.connections.open';
  const source = isAppToken
    ? 'SLACK_APP_TOKEN from Basic Information > App-Level Tokens (it needs connections:write)'
    : 'SLACK_BOT_TOKEN from OAuth & Permissions';
  throw new PlatformError(`${error.message}. At https://api.slack.com/apps, copy ${source} again.`);
}
