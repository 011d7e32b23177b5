import type { DiscordDouble, Person } from '../support/discord/index.ts';
import {
  type Json,
  OptionType,
  ComponentType as Part,
  InteractionType as Type,
} from '../support/discord/wire.ts';
import { ACTIONS, actionId, FORMS, type Known, PATHS } from './hostile-known.ts';
import type { Seen } from './hostile-seen.ts';
import { hostileText, mutated } from './hostile-values.ts';
import type { Random } from './random.ts';

/** What Discord would send on for somebody whose client is their own. */
export interface HostileAct {
  type: number;
  data: Json;
  /** Something in it is not of the shape that Discord promises, so that no answer is due. */
  isBroken: boolean;
}

/** Discord takes no longer text. */
const LONGEST = 4_000;

/** Well formed, with what is not the sender's, or with something wrong anywhere in its data. */
export function discordAct(random: Random, known: Known, hexa: { id: string; name: string }): HostileAct {
  const kind = random.pick(['command', 'search', 'menu', 'button', 'button', 'select', 'modal'] as const);
  const isBroken = random.chance(0.3);
  const { type, data } = act(kind, random, known, hexa);
  return { type, data: isBroken ? (mutated(data, random) as Json) : data, isBroken };
}

function act(
  kind: 'command' | 'search' | 'menu' | 'button' | 'select' | 'modal',
  random: Random,
  known: Known,
  hexa: { id: string; name: string },
): { type: number; data: Json } {
  const { ids } = known;
  const text = () =>
    random.pick([() => random.pick([...ids, ...known.emails, 'mark']), () => hostileText(random, LONGEST)])();
  switch (kind) {
    case 'command': {
      const names = ['user', 'users', 'roles', 'reason', 'search', 'status', 'email', 'id', 'limit'];
      const options = names
        .filter(() => random.chance(0.4))
        .map((name) => ({ name, type: OptionType.string, value: text() }));
      return { type: Type.command, data: { ...hexa, type: 1, options: nested(random.pick(PATHS), options) } };
    }
    case 'search': {
      const name = random.pick(['user', 'users', 'role', 'roles', 'command', 'x']);
      const options = [
        { name, type: OptionType.string, value: random.pick(['mark', 'a', '%', '', text()]), focused: true },
      ];
      return {
        type: Type.autocomplete,
        data: { ...hexa, type: 1, options: nested(random.pick(PATHS), options) },
      };
    }
    case 'menu': {
      const name = random.pick(['Hexabot user', 'Toggle status', text()]);
      const target_id = random.pick(known.nobodies);
      const resolved = { users: { [target_id]: { id: target_id, username: 'x', discriminator: '0' } } };
      return { type: Type.command, data: { id: hexa.id, name, type: 2, target_id, resolved } };
    }
    case 'button':
      return {
        type: Type.component,
        data: { id: 1, custom_id: customId(random, known), component_type: Part.button },
      };
    case 'select': {
      const custom_id = random.pick(['menu', customId(random, known)]);
      const values = [random.pick([...ids, customId(random, known)]), text()];
      return { type: Type.component, data: { id: 1, custom_id, component_type: Part.stringSelect, values } };
    }
    case 'modal': {
      const names = [
        'firstName',
        'email',
        'password',
        'confirmation',
        'roles[]',
        'code',
        'name',
        'reason',
        'user',
      ];
      const components = names.map((custom_id, id) => ({
        type: Part.label,
        id,
        component: { type: Part.textInput, id: 100 + id, custom_id, value: text() },
      }));
      return { type: Type.modalSubmit, data: { custom_id: customId(random, known), components } };
    }
  }
}

/** Somebody else's things behind any mark that a custom id can begin with (src/discord/custom-ids.ts). */
function customId(random: Random, { ids }: Known): string {
  // What takes the message away from under the press is tried often.
  const name = random.chance(0.2) ? 'cancel' : random.pick([...ACTIONS, ...FORMS]);
  const id = actionId(random, name, ids);
  return random.pick(['1', '?', '+', '!', '=', random.word(1)]) + id.slice(1) + random.pick(['', '~2']);
}

/** `users show` as Discord nests it. */
function nested(path: string, options: Json[]): Json[] {
  const [first = '', second] = path.split(' ');
  if (second === undefined) return [{ name: first, type: OptionType.subcommand, options }];
  return [
    {
      name: first,
      type: OptionType.group,
      options: [{ name: second, type: OptionType.subcommand, options }],
    },
  ];
}

/** Those who send it, on their own messages and on the card of a request. */
export class HostileMembers {
  readonly #discord: DiscordDouble;
  readonly #people: Record<'linked' | 'strangers', readonly Person[]>;
  readonly #channel: string;
  #seen = 0;

  constructor(
    discord: DiscordDouble,
    people: Record<'linked' | 'strangers', readonly Person[]>,
    channel: string,
  ) {
    this.#discord = discord;
    this.#people = people;
    this.#channel = channel;
  }

  /** Null where no answer is due; throws where there is none. */
  async send({
    act,
    by,
    turn,
  }: {
    act: HostileAct;
    by: 'linked' | 'strangers';
    turn: number;
  }): Promise<Seen> {
    const people = this.#people[by];
    const person = people[turn % people.length]!;
    const [card = null] = this.#discord.messages(this.#channel);
    const on = act.type === Type.command || act.type === Type.autocomplete ? null : card;
    const answer = await person.sends(act.type, act.data, on, { wait: act.isBroken ? 'none' : 'first' });
    if (answer.text.includes('Something went wrong')) throw new Error(answer.text);
    return { status: act.isBroken ? null : 200, text: '' };
  }

  /** What went to Discord since the last time that has this text in it. */
  toldSince(text: string): string[] {
    const calls = this.#discord.calls.slice(this.#seen);
    this.#seen += calls.length;
    return calls
      .map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`)
      .filter((call) => call.toLowerCase().includes(text))
      .map((call) => call.slice(0, 300));
  }
}
