import type { CommandBody } from './check/command.ts';
import type { CommandJson, CommandOptionJson, Json } from './wire.ts';

type Frame = Pick<CommandJson, 'id' | 'application_id' | 'version' | 'guild_id'>;

/**
 * A guild command as Discord keeps and returns it, which is not quite what was sent: what is false or
 * empty is left out, translations that were not sent are null, and `contexts` and `integration_types`,
 * which are for global commands only, do not follow what was sent. A comparison must take it that way.
 * @see https://docs.discord.com/developers/interactions/application-commands#application-command-object
 */
export function asCommand(body: CommandBody, frame: Frame): CommandJson {
  const { id, application_id, version, guild_id } = frame;
  return {
    id,
    application_id,
    version,
    default_member_permissions: body.default_member_permissions ?? null,
    type: body.type ?? 1,
    name: body.name,
    name_localizations: dictionary(body.name_localizations),
    description: body.description ?? '',
    description_localizations: dictionary(body.description_localizations),
    ...(guild_id !== undefined && { guild_id }),
    contexts: null,
    integration_types: [0],
    nsfw: body.nsfw ?? false,
    ...(body.options?.length && { options: body.options.map(asOption) }),
  };
}

function asOption(option: CommandOptionJson): CommandOptionJson {
  const { required, autocomplete, options, choices, ...rest } = option;
  return {
    ...rest,
    name_localizations: dictionary(option.name_localizations),
    description_localizations: dictionary(option.description_localizations),
    ...(required && { required }),
    ...(autocomplete && { autocomplete }),
    ...(choices?.length && {
      choices: choices.map((choice) => ({
        ...choice,
        name_localizations: dictionary(choice.name_localizations),
      })),
    }),
    ...(options?.length && { options: options.map(asOption) }),
  };
}

function dictionary(translations: Record<string, string> | null | undefined): Record<string, string> | null {
  return translations && Object.keys(translations).length > 0 ? translations : null;
}

/** Lists come without translations unless asked for by `with_localizations`. */
export function withoutDictionaries(item: object): Json {
  const kept = Object.entries(item).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      (key === 'options' || key === 'choices') && Array.isArray(value)
        ? value.map((inner: object) => withoutDictionaries(inner))
        : value,
    ]),
  );
}
