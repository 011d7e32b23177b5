import { randomUUID } from 'node:crypto';
import type { Interaction } from 'discord.js';
import type { Input, Invocation } from '#chat/invocation.ts';
import { within } from '#timing/within.ts';
import { wordsFor } from '#words/index.ts';
import { acknowledge } from './answer/acknowledge.ts';
import { encodePlace } from './answer/later.ts';
import type { Place, Tools } from './answer/place.ts';
import { Response } from './answer/response.ts';
import { LIMITS, MAX_FIELDS, PAGE_SIZE } from './limits.ts';
import type { Belonging, Members } from './members.ts';
import type { Source } from './read/press.ts';

/** Interactions as the core and answer/ take them: whose they are, and how they can be answered. */
export class Places {
  readonly #tools: Tools;
  readonly #members: Members;

  constructor(tools: Tools, members: Members) {
    this.#tools = tools;
    this.#members = members;
  }

  /** Null where Discord took no first response, and so nothing more is to be done. */
  async placeOf(interaction: Interaction, input: Input, source: Source | null): Promise<Place | null> {
    const place: Place = {
      invocation: this.invocationOf(interaction, input),
      response: new Response(this.#tools.api, interaction),
      words: wordsFor(interaction.locale),
      source,
    };
    if (interaction.guildId !== null || interaction.user.bot) return place;
    // Discord is asked about the person, which may take longer than a first response has time.
    const asked = this.#members.inDirectMessage(interaction.user.id, source?.mark);
    const isForm = this.#tools.dispatch.opens(place.invocation) === 'form';
    const known = isForm ? await within(LIMITS.memberWithinMs, asked) : 'late';
    if (known === 'late' && !(await acknowledge(this.#tools, place))) return null;
    const belonging = await asked;
    return { ...place, invocation: { ...place.invocation, ...identified(interaction, belonging) } };
  }

  invocationOf(interaction: Interaction, input: Input): Invocation {
    return {
      id: randomUUID(),
      ...identified(interaction, this.#inGuild(interaction)),
      isDirect: interaction.guildId === null,
      locale: interaction.locale,
      pageSize: PAGE_SIZE,
      maxFields: MAX_FIELDS,
      delivery: `discord:${interaction.id}`,
      // Every answer has a token of its own; that of the command that opened a form is not needed again.
      replyTo: null,
      place: encodePlace(interaction),
      input,
    };
  }

  /** In a guild the interaction itself proves the membership. Bots are strangers everywhere. */
  #inGuild({ guildId, member, user }: Interaction): Belonging {
    const served = guildId !== null && member !== null && !user.bot && this.#members.isServed(guildId);
    return { guildId: guildId ?? 'unknown', served };
  }
}

function identified(
  { user }: Interaction,
  { guildId, served }: Belonging,
): Pick<Invocation, 'identity' | 'served'> {
  return { identity: { platform: 'discord', workspace: guildId, user: user.id }, served };
}
