import Module, { createRequire } from 'node:module';
import type * as Bolt from '@slack/bolt';

type Main = Pick<typeof Bolt, 'LogLevel'> & { default: typeof Bolt.App };

// Part by part, as Bolt itself names them: its index also loads Express, for receivers that we do not use.
const ofBolt = createRequire(createRequire(import.meta.url).resolve('@slack/bolt'));
const SOCKET_MODE = './receivers/SocketModeReceiver.js';
/** For apps that workspaces install by themselves. */
const OAUTH = '@slack/oauth';

const app = without<Main>([SOCKET_MODE, OAUTH], './App.js');
const http = without<{ default: typeof Bolt.HTTPReceiver }>([OAUTH], './receivers/HTTPReceiver.js');

/** Bolt; to be given a receiver. */
export const App = app.default;
/** How much Bolt logs. */
export const LogLevel = app.LogLevel;
/** Bolt over HTTP. */
export const HTTPReceiver = http.default;
/** The client of Slack's Web API that Bolt uses. */
export const webApi: typeof Bolt.webApi = ofBolt('@slack/web-api');

/** Bolt over Socket Mode, which brings an HTTP client of its own. */
export function socketModeReceiver(): typeof Bolt.SocketModeReceiver {
  return without<{ default: typeof Bolt.SocketModeReceiver }>([OAUTH], SOCKET_MODE).default;
}

/**
 * A part without those that it asks for and that nobody calls; what is loaded already stays. With them the start takes a
 * fifth longer.
 */
function without<Part>(unused: readonly string[], part: string): Part {
  const absent = unused.map((each) => ofBolt.resolve(each)).filter((file) => !(file in ofBolt.cache));
  for (const file of absent) ofBolt.cache[file] = Object.assign(new Module(file), { loaded: true });
  try {
    return ofBolt(part);
  } finally {
    for (const file of absent) delete ofBolt.cache[file];
  }
}
