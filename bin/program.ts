import { Command } from 'commander';
import { clean } from '#chat/clean-text.ts';
import { EmbeddedError } from '#database/embedded/errors.ts';
import { isHexaError } from '#domain/errors.ts';
import { ConfigError, readConfig } from '../src/config.ts';
import { PLATFORM_NAMES } from '../src/start/platforms.ts';
import { StartError } from '../src/start/start-error.ts';

/** Names come from anybody, and a terminal obeys what stands in them. */
const forTerminal = (text: string): string => `${clean(text)}\n`;
const print = (text: string): void => {
  process.stdout.write(forTerminal(text));
};

const WORKSPACE = 'Slack team id (T…), or enterprise id (E…) in a grid; Discord guild id';
const CHAT_USER = 'the person’s id there (Slack: U…, in their profile under Copy member ID)';

// Each command loads what it needs when it runs: all of it takes a second, and help needs none of it.
const program = new Command('npm run hexa --')
  .description(
    'The operator’s command line of hexabot-chatops. It reads the same environment as the service.',
  )
  .showHelpAfterError();

program
  .command('link')
  .description('link a chat account to a Hexabot user, such as the first admin')
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
  .description('remove the link of a chat account')
  .argument('<platform>', PLATFORM_NAMES)
  .argument('<workspace>', WORKSPACE)
  .argument('<chat-user>', CHAT_USER)
  .action(async (platform: string, workspace: string, chatUser: string) => {
    const { unlink } = await import('./link.ts');
    print(await unlink(readConfig(process.env), { platform, workspace, user: chatUser }));
  });

const passkeys = program
  .command('passkeys')
  .description('help people who lost their passkeys or can’t get a code by mail');

passkeys
  .command('list')
  .description('show who has passkeys, and which no longer work')
  .action(async () => {
    const { listCommand } = await import('./passkeys.ts');
    print(await listCommand(readConfig(process.env)));
  });

passkeys
  .command('reset')
  .description('remove all of a user’s passkeys, and tell the user by mail')
  .argument('<email>', 'email of the Hexabot user')
  .action(async (email: string) => {
    const { resetCommand } = await import('./passkeys.ts');
    print(await resetCommand(readConfig(process.env), email));
  });

passkeys
  .command('invite')
  .description('print a link for adding a first passkey, which works once, within 15 minutes')
  .argument('<email>', 'email of the Hexabot user')
  .action(async (email: string) => {
    const { inviteCommand } = await import('./passkeys.ts');
    print(await inviteCommand(readConfig(process.env), email));
  });

program
  .command('audit')
  .description('look at actions that were confirmed with a passkey')
  .command('proof')
  .description('check a signature again and show what was signed; exit code 1 if it is not good')
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
  .option('--standalone', 'use a standalone database even though variables of a Hexabot are set')
  .option('--grant-to <user>', 'give this database user the rights that the service needs, and no more')
  .action(async ({ standalone, grantTo }: { standalone?: boolean; grantTo?: string }) => {
    const options = { standaloneChosen: standalone === true, grantTo: grantTo ?? null };
    const { migrateCommand } = await import('./migrate.ts');
    print(await migrateCommand(readConfig(process.env), options));
  });

program
  .command('detach')
  .description(
    'give back the roles that are set aside, so that you can drop our schemas from Hexabot’s database',
  )
  .option('--force', 'even while a service is running; it stops by itself within a minute')
  .action(async ({ force = false }: { force?: boolean }) => {
    const { detachCommand } = await import('./detach.ts');
    print(await detachCommand(readConfig(process.env), { force }));
  });

program
  .command('backup')
  .description('back up the whole embedded database to one file; the service can keep running')
  .argument('<file>', 'where to write it; an existing file is replaced')
  .action(async (file: string) => {
    const { backupCommand } = await import('./backup.ts');
    print(await backupCommand(readConfig(process.env), file));
  });

program
  .command('restore')
  .description('put a backup into a new, empty embedded database, while the service is stopped')
  .argument('<file>', 'a file that hexa backup wrote')
  .action(async (file: string) => {
    const { restoreCommand } = await import('./backup.ts');
    print(await restoreCommand(readConfig(process.env), file));
  });

program
  .command('register-commands')
  .description('update the commands in Discord; the service also does this when it starts')
  .action(async () => {
    const { registerCommandsCommand } = await import('./register-commands.ts');
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
  .description(
    'show what is configured, what responds and what to fix; exit code 1 if there is something to fix',
  )
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
    return `This chat account or ${error.data.name} is already linked. Remove the old link first: npm run hexa -- unlink.`;
  }
  if (isHexaError(error, 'passkeys_unavailable')) {
    return 'Passkeys need a PUBLIC_URL with https:// and a domain name, or http://localhost.';
  }
  return `That didn’t work: ${(error as Error).stack}`;
}
