import type { ChatPlatform } from '#chat/platform.ts';
import { platform as console } from '#console/platform.ts';
import { platform as discord } from '#discord/platform.ts';
import type { Platform } from '#domain/chat-identity.ts';
import { platform as slack } from '#slack/platform.ts';

/** Every platform there is: the one list over which the service, `doctor` and `link` loop (docs/design.md, section 3). */
const all = { slack, discord, console } satisfies Record<Platform, ChatPlatform>;

/** Every platform that there is, by name; whatever is about platforms loops over it. */
export const platforms: Readonly<Record<Platform, ChatPlatform>> = all;

type SettingsOf<Each> = Each extends ChatPlatform<infer Settings> ? Settings : never;

/** The settings of each platform; null: off. */
export type PlatformSettings = { [Name in Platform]: SettingsOf<(typeof all)[Name]> | null };

/** The platforms that are on, with their settings. */
export function platformsOn(settings: PlatformSettings): { platform: ChatPlatform; settings: object }[] {
  return Object.values(platforms).flatMap((platform) => {
    const own = settings[platform.name];
    return own === null ? [] : [{ platform, settings: own }];
  });
}

/** Whether a text names a channel, such as `slack:C012AB3CD`. */
export function isChannel(text: string): boolean {
  const { platform, id } = readChannel(text);
  return platform?.ids.channel?.pattern.test(id) === true;
}

/** The platform and the id there of what `isChannel`. */
export function readChannel(text: string): { platform: ChatPlatform; id: string } {
  const [name = '', id = ''] = text.split(':');
  return { platform: platforms[name as Platform], id };
}

/** For people: `slack:C… or discord:…`. */
export const CHANNEL_EXAMPLES = Object.values(platforms)
  .flatMap(({ name, ids }) => (ids.channel === null ? [] : [`${name}:${ids.channel.example}`]))
  .join(' or ');

/** For people: `slack, discord or console`. */
export const PLATFORM_NAMES = Object.keys(platforms)
  .join(', ')
  .replace(/, (?=[^,]*$)/, ' or ');
