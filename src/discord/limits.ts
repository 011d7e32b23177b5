/**
 * Discord's numbers, all of them, in characters unless said otherwise. Sources: docs.discord.com/developers,
 * "Component Reference", "Message Resource", "Receiving and Responding to Interactions", "Application Commands".
 */
export const LIMITS = {
  message: {
    /** Counted at every depth: containers, rows, sections and accessories too. */
    components: 40,
    /** Over all text displays of a message together (discord/discord-api-docs#8562). */
    text: 4_000,
  },
  title: 256,
  row: { buttons: 5 },
  customId: 100,
  button: { label: 80, url: 512 },
  select: { options: 25, placeholder: 150 },
  option: { label: 100, value: 100, description: 100 },
  media: { url: 2_048, description: 1_024 },
  modal: { title: 45, components: 5 },
  label: { label: 45, description: 100 },
  textInput: { value: 4_000 },
  command: { name: 32, description: 100, options: 25, choices: 25, choice: 100, total: 8_000 },
  autocomplete: { choices: 25 },
  /** The first response is due within 3 s; a second is left for the way there. */
  formWithinMs: 2_000,
  searchWithinMs: 2_200,
  memberWithinMs: 1_200,
  /** A token serves 15 minutes; half a minute is left for clocks and transit. */
  tokenLifeMs: 14.5 * 60_000,
} as const;

/** How many rows a list shows on one page in Discord (docs/design.md, section 4). */
export const PAGE_SIZE = 8;

/** Of a modal's 5 components one is left for what the form says beside its fields. */
export const MAX_FIELDS = LIMITS.modal.components - 1;
