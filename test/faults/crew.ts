import { randomUUID } from 'node:crypto';
import { type Person as DiscordPerson, textOf as discordText } from '../support/discord/index.ts';
import { type Person as SlackPerson, textOf } from '../support/slack/index.ts';
import { SoftPasskey } from '../support/soft-passkey.ts';
import { confirmBy, GUARDED } from './passkeys.ts';
import { PASSWORD_MARK, SLACK_CHANNEL, type Stage } from './stage.ts';

/** Somebody who works in chat. Each verb returns what they then read; it rejects where they read nothing. */
export interface Member {
  platform: 'slack' | 'discord';
  name: string;
  email: string;
  /** Good once `givePasskeys` has made it known. */
  passkey: SoftPasskey;
  types(line: string): Promise<string>;
  /** Adds a user through the form. */
  adds(email: string): Promise<string>;
  /** Opens that form and fills it in; what it returns sends it. */
  fillsIn(email: string): Promise<() => Promise<string>>;
  /** Asks for a role for themselves. */
  requests(role: string): Promise<string>;
  /** Types `users disable` and confirms. */
  disables(email: string): Promise<string>;
  /**
   * Presses a button of the request's card in the channel, and confirms it where that is asked for; a card that is not
   * there yet is waited for.
   */
  approves(requester: string): Promise<string>;
}

const PATIENCE_MS = 15_000;

/** What somebody then read, and whether that was no answer: an error, or nothing in time. */
export async function whatTheyRead(reading: Promise<string>): Promise<{ text: string; isWrong: boolean }> {
  const text = await reading.catch((error: unknown) => `failed: ${String(error).slice(0, 200)}`);
  return { text, isWrong: /^failed:|Something went wrong|A little slower/i.test(text) };
}

interface NewMember {
  name: string;
  roles: readonly string[];
}

/** Users of those names, active, each linked to a person of the platform. */
export async function makeMembers(
  stage: Stage,
  platform: Member['platform'],
  members: readonly NewMember[],
): Promise<Member[]> {
  const made = members.map(({ name, roles }) => {
    const email = `${name}@crew.example`;
    const person =
      platform === 'slack'
        ? stage.slack.person({ name, email })
        : stage.discord.member({ name, permissions: ['ManageGuild'] });
    return { id: randomUUID(), name, email, roles, person };
  });
  await stage.query(
    `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
     SELECT id, now(), now(), name, 'Crew', 'UserOrmEntity', name, email, '$2b$04$none', true, '{"strategy":"local"}'
     FROM json_to_recordset($1::json) AS m (id text, name text, email text)`,
    [JSON.stringify(made.map(({ id, name, email }) => ({ id, name, email })))],
  );
  await stage.query(
    `INSERT INTO user_roles (user_id, role_id) SELECT m.id, r.id FROM json_to_recordset($1::json) AS m (id text, role text)
     JOIN roles r ON r.name = m.role`,
    [JSON.stringify(made.flatMap(({ id, roles }) => roles.map((role) => ({ id, role }))))],
  );
  await stage.query(
    `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
     SELECT $1, $2, m.chat, m.id, 'operator', now() FROM json_to_recordset($3::json) AS m (id text, chat text)`,
    [
      platform,
      platform === 'slack' ? stage.slack.workspace.teamId : stage.discord.guildId,
      JSON.stringify(made.map(({ id, person }) => ({ id, chat: person.id }))),
    ],
  );
  return made.map(({ name, email, person }) =>
    platform === 'slack'
      ? new SlackMember(stage, name, email, person as SlackPerson)
      : new DiscordMember(stage, name, email, person as DiscordPerson),
  );
}

/** The roles that the crew and those whom they add have. */
export async function makeRoles(stage: Stage): Promise<void> {
  const roles: Record<string, string[]> = {
    plain: [],
    lead: ['User: create', 'User: read', 'User: update', 'Role: read'],
    wanted: ['Permission: read'],
    [GUARDED]: ['Permission: update'],
  };
  for (const [name, permissions] of Object.entries(roles)) {
    const id = randomUUID();
    await stage.query('INSERT INTO roles (id, name, active) VALUES ($1, $2, true)', [id, name]);
    await stage.query(
      `INSERT INTO permissions (id, action, relation, model_id, role_id)
       SELECT gen_random_uuid(), split_part(p, ': ', 2)::permissions_action_enum, 'role', m.id, $1
       FROM unnest($2::text[]) p JOIN models m ON m.name = split_part(p, ': ', 1)`,
      [id, permissions],
    );
  }
}

let passwords = 0;
function password(): string {
  passwords += 1;
  return `${PASSWORD_MARK}${passwords}-${randomUUID().slice(0, 8)}`;
}

/** The label of the second password in a form of today's version, or of 0.1.0. */
function secondOf(form: string): string {
  return form.includes('Confirm password') ? 'Confirm password' : 'Password again';
}

class SlackMember implements Member {
  readonly platform = 'slack';
  readonly passkey = new SoftPasskey();
  readonly name: string;
  readonly email: string;
  readonly #stage: Stage;
  readonly #person: SlackPerson;

  constructor(stage: Stage, name: string, email: string, person: SlackPerson) {
    this.#stage = stage;
    this.name = name;
    this.email = email;
    this.#person = person;
  }

  async types(line: string): Promise<string> {
    await this.#closes();
    return this.#reads(() => this.#person.types(line), line);
  }

  async adds(email: string): Promise<string> {
    return (await this.fillsIn(email))();
  }

  async fillsIn(email: string): Promise<() => Promise<string>> {
    await this.#closes();
    const opened = await this.#reads(() => this.#person.types('/hexa users add'), 'the form');
    const form = this.#person.view;
    if (form?.submit === undefined) return async () => opened;
    const secret = password();
    const submits = async (): Promise<string | null> => {
      const { json } = await this.#person.submits(form, {
        'First name': 'New',
        'Last name': 'Body',
        Username: email.split('@')[0]!,
        Email: email,
        Password: secret,
        [secondOf(textOf(form))]: secret,
        Roles: ['plain'],
      });
      return json?.response_action === 'errors' ? JSON.stringify(json.errors) : null;
    };
    return () => this.#reads(submits, `the result of adding ${email}`);
  }

  requests(role: string): Promise<string> {
    return this.types(`/hexa requests new roles:${role} reason:why`);
  }

  async disables(email: string): Promise<string> {
    const asked = await this.types(`/hexa users disable ${email}`);
    const message = this.#person.ephemerals.at(-1);
    if (!asked.includes('[Disable]') || message === undefined) return asked;
    return this.#reads(() => this.#person.presses(message, 'Disable'), 'the result of disabling');
  }

  async approves(requester: string): Promise<string> {
    const cardNow = () =>
      this.#stage.slack.messages(SLACK_CHANNEL).find((message) => textOf(message).includes(requester));
    const card = await this.#stage.slack.waitFor(cardNow, `the card of ${requester}`, PATIENCE_MS);
    if (!textOf(card).includes('[Approve]')) return textOf(card);
    const before = this.#person.ephemerals.at(-1);
    const decided = () => {
      const now = textOf(cardNow());
      return !now.includes('[Approve]') && now;
    };
    const asked = () => {
      const last = this.#person.ephemerals.at(-1);
      return last !== before && textOf(last).includes('/prove/') && last;
    };
    await this.#person.presses(card, 'Approve');
    const what = `the decision on ${requester}`;
    await this.#stage.slack.waitFor(() => asked() || decided(), what, PATIENCE_MS);
    const link = asked();
    if (link) await confirmBy(this.#stage, this.passkey, link);
    return this.#stage.slack.waitFor(decided, what, PATIENCE_MS);
  }

  /** What comes up, as a message or in a view, after this was done; the answer of `act` itself wins. */
  async #reads(act: () => Promise<unknown>, what: string): Promise<string> {
    const last = this.#person.ephemerals.at(-1);
    const [messageBefore, viewBefore] = [last && last.ts + textOf(last), this.#shownView()];
    const said = await act();
    if (typeof said === 'string') return said;
    return this.#stage.slack.waitFor(
      () => {
        const message = this.#person.ephemerals.at(-1);
        if (message !== undefined && message.ts + textOf(message) !== messageBefore) return textOf(message);
        const view = this.#shownView();
        return view !== viewBefore && !/Loading…|Creating the user…/.test(view) && view;
      },
      what,
      PATIENCE_MS,
    );
  }

  #shownView(): string {
    const { view } = this.#person;
    return view === undefined ? '' : `${textOf(view)}\n(${view.id})`;
  }

  async #closes(): Promise<void> {
    const { view } = this.#person;
    if (view !== undefined) await this.#person.closes(view, { all: true });
  }
}

class DiscordMember implements Member {
  readonly platform = 'discord';
  readonly passkey = new SoftPasskey();
  readonly name: string;
  readonly email: string;
  readonly #stage: Stage;
  readonly #person: DiscordPerson;

  constructor(stage: Stage, name: string, email: string, person: DiscordPerson) {
    this.#stage = stage;
    this.name = name;
    this.email = email;
    this.#person = person;
  }

  async types(line: string): Promise<string> {
    const answer = await this.#person.uses(line, {}, { within: PATIENCE_MS });
    return answer.text;
  }

  async adds(email: string): Promise<string> {
    return (await this.fillsIn(email))();
  }

  async fillsIn(email: string): Promise<() => Promise<string>> {
    const username = email.split('@')[0]!;
    const opened = await this.#person.uses(
      '/hexa users add',
      { first: 'New', last: 'Body', username, email, roles: 'plain' },
      { within: PATIENCE_MS },
    );
    const { modal } = opened;
    if (modal === undefined) return async () => opened.text;
    const secret = password();
    return async () => {
      const values = { Password: secret, [secondOf(JSON.stringify(modal))]: secret };
      const done = await this.#person.submits(modal, values, { within: PATIENCE_MS });
      await done.shows(({ text }) => text !== '' && !/Loading…|Creating the user…|thinking/.test(text));
      return done.text;
    };
  }

  async requests(role: string): Promise<string> {
    const answer = await this.#person.uses(
      '/hexa requests new',
      { roles: role, reason: 'why' },
      { within: PATIENCE_MS },
    );
    return answer.text;
  }

  async disables(email: string): Promise<string> {
    const asked = await this.#person.uses('/hexa users disable', { users: email }, { within: PATIENCE_MS });
    if (!asked.text.includes('[Disable]')) return asked.text;
    const before = asked.text;
    const pressed = await this.#person.presses(asked.message, 'Disable', { within: PATIENCE_MS });
    await pressed.shows(({ text }) => text !== '' && text !== before);
    return pressed.text;
  }

  async approves(requester: string): Promise<string> {
    const { discord, discordChannel } = this.#stage;
    const cardNow = () =>
      discord.messages(discordChannel).find((message) => discordText(message).includes(requester));
    const within = PATIENCE_MS;
    const card = await discord.waitFor(cardNow, `the card of ${requester}`, { within });
    if (!discordText(card).includes('[Approve]')) return discordText(card);
    const decided = () => {
      const now = discordText(cardNow());
      return !now.includes('[Approve]') && now;
    };
    const pressed = await this.#person.presses(card, 'Approve', { wait: 'first' });
    const asked = () => pressed.text.includes('/prove/') && pressed.text;
    const what = `the decision on ${requester}`;
    await discord.waitFor(() => asked() || decided(), what, { within });
    const link = asked();
    if (link) await confirmBy(this.#stage, this.passkey, link);
    return discord.waitFor(decided, what, { within });
  }
}
