import {
  type APIComponentInContainer,
  type APIContainerComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import type { Tone } from '#chat/screen.ts';
import { wordsFor } from '#words/index.ts';
import { CustomIds } from '../custom-ids.ts';
import { guildMark } from '../guild-mark.ts';
import { LIMITS } from '../limits.ts';
import { actionRows } from './actions.ts';
import { fitted, joined } from './frame.ts';
import { partComponents } from './parts.ts';
import { choosingRows, type MessageScreen, submitButton } from './stand-in.ts';
import { plain } from './text.ts';

const TONES: Record<Tone, { mark: string; colour: number }> = {
  neutral: { mark: '', colour: 0x5865f2 },
  success: { mark: '✅ ', colour: 0x2ea043 },
  warning: { mark: '⚠️ ', colour: 0xd29922 },
  refusal: { mark: '⛔ ', colour: 0xcf222e },
};

/** A message as Discord's API takes it. */
export interface RenderedMessage {
  flags: number;
  components: APIContainerComponent[];
}

/**
 * A screen as a message of Components V2: one container whose edge has the colour of the tone. Fields of a form are
 * not in it (see form-message.ts). `guildId` names the guild that a direct message is about.
 * Throws RangeError where the screen is too much for one message (see `fitted`).
 */
export function renderMessage(
  screen: MessageScreen,
  { guildId }: { guildId?: string } = {},
): RenderedMessage {
  const { colour } = TONES[screen.tone];
  const { screens, discord } = wordsFor(screen.language ?? null);
  const components = fitted({ colon: screens.common.colon, menu: discord.menu }, (frame) => {
    const ids = new CustomIds();
    const below: APIComponentInContainer[] = [
      ...screen.parts.flatMap((part) => partComponents(part, frame, ids)),
      ...choosingRows(screen, frame, ids),
      ...actionRows(screen.actions ?? [], frame, ids, submitButton(screen, ids)),
    ];
    // A line of an audit channel has no title.
    const all = screen.title === '' && below.length > 0 ? below : [heading(screen), ...below];
    return frame.layout === 'dense' ? joined(all) : all;
  });
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        accent_color: colour,
        components,
        ...(guildId === undefined ? {} : { id: guildMark(guildId) }),
      },
    ],
  };
}

function heading({ title, tone }: MessageScreen): APIComponentInContainer {
  const content = `### ${TONES[tone].mark}${plain(title, LIMITS.title)}`;
  return { type: ComponentType.TextDisplay, content };
}
