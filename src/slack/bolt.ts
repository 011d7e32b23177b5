import { createRequire } from 'node:module';
import type * as Bolt from '@slack/bolt';

// Part by part, as Bolt itself names them: its index also loads Express, for receivers that we do not use, which takes a
// tenth of the whole start.
const ofBolt = createRequire(createRequire(import.meta.url).resolve('@slack/bolt'));
const app: Pick<typeof Bolt, 'LogLevel'> & { default: typeof Bolt.App } = ofBolt('./App.js');
const http: { default: typeof Bolt.HTTPReceiver } = ofBolt('./receivers/HTTPReceiver.js');
const socket: { default: typeof Bolt.SocketModeReceiver } = ofBolt('./receivers/SocketModeReceiver.js');

/** Bolt. */
export const App = app.default;
/** How much Bolt logs. */
export const LogLevel = app.LogLevel;
/** Bolt over HTTP. */
export const HTTPReceiver = http.default;
/** Bolt over Socket Mode. */
export const SocketModeReceiver = socket.default;
/** The client of Slack's Web API that Bolt uses. */
export const webApi: typeof Bolt.webApi = ofBolt('@slack/web-api');
