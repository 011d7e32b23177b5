// A process that holds an embedded server, to be killed: node embedded-holder.ts DATA_DIR service|command [leave]
// Tells the outcome as one line of JSON. Stops the server when its standard input says so or ends, so that it
// never outlives the tests; with `leave` it does nothing more, like a program that forgot to stop.
import { once } from 'node:events';
import { EmbeddedError, startEmbedded } from '#database/embedded/index.ts';

const [dataDir = '', purpose, leave] = process.argv.slice(2);

function tell(outcome: object): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

try {
  const server = await startEmbedded({ dataDir, purpose: purpose === 'service' ? 'service' : 'command' });
  tell({ how: server.how, url: server.url });
  if (leave === undefined) {
    await Promise.race([once(process.stdin, 'data'), once(process.stdin, 'end')]);
    await server.stop();
    tell({ stopped: true });
    process.exit();
  }
} catch (error) {
  if (!(error instanceof EmbeddedError)) throw error;
  tell({ code: error.code, message: error.message });
}
