import type { RunningService } from './running-service.ts';
import { type Person, textOf } from './slack/index.ts';

interface Step {
  by?: Person;
  /** What the answer says; default: that it is done. */
  expects?: string;
}

export const disable = (running: RunningService, email: string, step: Step = {}): Promise<string> =>
  switchTo(running, 'disable', email, step);

export const enable = (running: RunningService, email: string, step: Step = {}): Promise<string> =>
  switchTo(running, 'enable', email, step);

/** Types the command, presses the button that it asks with, and returns what is shown then. */
async function switchTo(
  running: RunningService,
  verb: 'enable' | 'disable',
  email: string,
  { by = running.ann, expects = `was ${verb}d` }: Step,
): Promise<string> {
  // What was done before may still be answered: only what says the right thing counts.
  const before = by.ephemerals.length;
  const saying = (words: string) =>
    running.slack.waitFor(
      () =>
        by.ephemerals.slice(before).find((each) => textOf(each).toLowerCase().includes(words.toLowerCase())),
      `an answer that says ${words}`,
    );
  await by.types(`/hexa users ${verb} ${email}`);
  const button = verb === 'enable' ? 'Enable' : 'Disable';
  await by.presses(await saying(`[${button}]`), button);
  return textOf(await saying(expects));
}

/** Chooses these roles in the form, saves them, and returns what is shown then. */
export async function saveRoles(
  running: RunningService,
  email: string,
  roles: readonly string[],
): Promise<string> {
  const { ann, slack } = running;
  const form = await running.open(ann, `/hexa users roles ${email}`);
  const shown = textOf(form);
  await ann.submits(form, { Roles: [...roles] });
  const review = await slack.waitFor(() => {
    const view = ann.view;
    return view !== undefined && textOf(view).includes('New roles') ? view : undefined;
  }, 'the review');
  const messages = ann.ephemerals.length;
  await ann.submits(review, {});
  await slack.waitFor(() => ann.ephemerals[messages], 'the result');
  return shown;
}

/** Names of the roles that Hexabot sees, and of those that are set aside. */
export async function rolesOf(
  running: RunningService,
  userId: string,
): Promise<{ inForce: string[]; aside: string[] }> {
  const names = async (table: string) =>
    (
      await running.query<{ name: string }>(
        `SELECT r.name FROM ${table} x JOIN roles r ON r.id = x.role_id WHERE x.user_id = $1 ORDER BY 1`,
        [userId],
      )
    ).map(({ name }) => name);
  return { inForce: await names('user_roles'), aside: await names('chatops.set_aside_roles') };
}

/** The link of the confirmation mail to this address. */
export async function confirmLink(running: RunningService, email: string): Promise<string> {
  const { text } = await running.mailbox.next(email);
  const found = /https?:\/\/\S+\/(?:confirm|login)\/\S+/.exec(text)?.[0];
  if (found === undefined) throw new Error(`no link in: ${text}`);
  return found;
}

/** What the service logged as its own failure: there must be none, also not for lack of rights. */
export function errorsOf(running: RunningService): string[] {
  return running.log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
}
