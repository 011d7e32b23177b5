import { Command } from 'commander';
import { clean } from '#chat/clean-text.ts';
import { EmbeddedError } from '#database/embedded/errors.ts';
import { isHexaError } from '#domain/errors.ts';
import { ConfigError, readConfig } from '../src/config.ts';
import { PLATFORM_NAMES } from '../src/start/platforms.ts';
import { StartError } from '../src/start/start-error.ts';
import { registerCommandsCommand } from './register-commands.ts';

/** Names come from anybody, and a terminal obeys what stands in them. */
const forTerminal = (text: string): string => `${clean(text)}\n`;
const print = (text: string): void => {
  process.stdout.write(forTerminal(text));
};

const WORKSPACE = 'Slack team id (T…), or enterprise id (E…) in a grid; Discord guild id';
const CHAT_USER = 'id of the person there (Slack: U…, from their profile, Copy member ID)';

// Each command loads what it needs when it runs: all of it takes a second, and help needs none of it.
const program = new Command('npm run hexa --')
  .description(
    'The operator’s command line of hexabot-chatops. It reads the same environment as the service.',
  )
  .showHelpAfterError();

program
  .command('link')
  .description('link a chat identity to a Hexabot user; this is how the first admin comes in')
  .argument('<platform>', PLATFORM_NAMES)
  .argument('<workspace>', WORKSPACE)
  .argument('<chat-user>', CHAT_USER)
  .argument('<email>', 'email of the Hexabot user')
  .action(async (platform: string, workspace: string, chatUser: string, email: string) => {
    const { link } = await import('./link.ts');
    print(await link(readConfig(process.env), { platform, workspace, user: chatUser }, email));
  });

program
  .command('unlink')
  .description('remove the link of a chat identity')
  .argument('<platform>', PLATFORM_NAMES)
  .argument('<workspace>', WORKSPACE)
  .argument('<chat-user>', CHAT_USER)
  .action(async (platform: string, workspace: string, chatUser: string) => {
    const { unlink } = await import('./link.ts');
    print(await unlink(readConfig(process.env), { platform, workspace, user: chatUser }));
  });

const passkeys = program
  .command('passkeys')
  .description('passkeys of people who have lost theirs, or who can get no code by mail');

passkeys
  .command('list')
  .description('who has passkeys, and which of them no longer work')
  .action(async () => {
    const { listCommand } = await import('./passkeys.ts');
    print(await listCommand(readConfig(process.env)));
  });

passkeys
  .command('reset')
  .description('remove all passkeys of a user, who is told by mail')
  .argument('<email>', 'email of the Hexabot user')
  .action(async (email: string) => {
    const { resetCommand } = await import('./passkeys.ts');
    print(await resetCommand(readConfig(process.env), email));
  });

passkeys
  .command('invite')
  .description('print a link at which a user adds a first passkey: once, within 15 minutes')
  .argument('<email>', 'email of the Hexabot user')
  .action(async (email: string) => {
    const { inviteCommand } = await import('./passkeys.ts');
    print(await inviteCommand(readConfig(process.env), email));
  });

program
  .command('audit')
  .description('what is kept of actions that were confirmed with a passkey')
  .command('proof')
  .description('check a signature again, with what was signed; exit code 1 where it is not good')
  .argument('<id>', 'id of the proof, or of an audit entry that names one')
  .action(async (id: string) => {
    const { proofCommand } = await import('./passkeys.ts');
    const { text, isGood } = await proofCommand(readConfig(process.env), id);
    print(text);
    if (!isGood) process.exitCode = 1;
  });

program
  .command('migrate')
  .description('bring the database up to date, as its owner')
  .option('--standalone', 'use a database of its own although variables of a Hexabot are set')
  .option('--grant-to <user>', 'give this database user the rights that the service needs, and no more')
  .action(async ({ standalone, grantTo }: { standalone?: boolean; grantTo?: string }) => {
    const options = { standaloneChosen: standalone === true, grantTo: grantTo ?? null };
    const { migrateCommand } = await import('./migrate.ts');
    print(await migrateCommand(readConfig(process.env), options));
  });

program
  .command('detach')
  .description(
    'give the roles back that are set aside, so that our schemas can be dropped from Hexabot’s database',
  )
  .option('--force', 'also while a service runs; it stops by itself within a minute')
  .action(async ({ force = false }: { force?: boolean }) => {
    const { detachCommand } = await import('./detach.ts');
    print(await detachCommand(readConfig(process.env), { force }));
  });

program
  .command('backup')
  .description('write everything of the embedded database into one file; the service may go on running')
  .argument('<file>', 'where to; a file that is there is replaced')
  .action(async (file: string) => {
    const { backupCommand } = await import('./backup.ts');
    print(await backupCommand(readConfig(process.env), file));
  });

program
  .command('restore')
  .description('put a backup into a new, empty embedded database, while the service is stopped')
  .argument('<file>', 'what hexa backup wrote')
  .action(async (file: string) => {
    const { restoreCommand } = await import('./backup.ts');
    print(await restoreCommand(readConfig(process.env), file));
  });

program
  .command('register-commands')
  .description('bring the commands in Discord up to date; the service does the same when it starts')
  .action(async () => {
    print(await registerCommandsCommand(readConfig(process.env)));
  });

program
  .command('manifest')
  .description('print the manifest of the Slack app: for Socket Mode, or with --url for HTTP')
  .option('--url <url>', 'the https:// address at which Slack reaches this service')
  .action(async ({ url }: { url?: string }) => {
    const { manifest } = await import('./manifest.ts');
    print(manifest(url ?? null).trimEnd());
  });

program
  .command('doctor')
  .description('what is configured, what answers, and what to fix; exit code 1 when something is to be fixed')
  .action(async () => {
    const { doctor } = await import('./doctor.ts');
    const { lines, healthy } = await doctor(process.env);
    print(lines.join('\n'));
    if (!healthy) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(forTerminal(sentence(error)));
  process.exitCode = 1;
}

function sentence(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartError || error instanceof EmbeddedError) {
    return error.message;
  }
  if (isHexaError(error, 'user_not_found')) return `No user has the email ${error.data.query}.`;
  if (isHexaError(error, 'already_linked')) {
    return `This chat identity or ${error.data.name} is linked already. Remove the old link first: npm run hexa -- unlink.`;
  }
  if (isHexaError(error, 'passkeys_unavailable')) {
    return 'Passkeys need PUBLIC_URL to be https:// with a name, or http://localhost.';
  }
  return `That did not work: ${(error as Error).stack}`;
}
