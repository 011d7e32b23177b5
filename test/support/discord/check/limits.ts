/**
 * Discord's limits, as of November 2026.
 * @see https://docs.discord.com/developers/components/reference
 * @see https://docs.discord.com/developers/interactions/application-commands
 * @see https://docs.discord.com/developers/resources/message
 */
export const limits = {
  message: {
    content: 2000,
    embeds: 10,
    /** Over titles, descriptions, fields, footers and authors of all embeds together. */
    embedText: 6000,
    /** Counted at every depth, accessories included. */
    components: 40,
    classicRows: 5,
    /** Over all text displays together. Documented by discord/discord-api-docs#8562. */
    textDisplays: 4000,
    /** Media galleries and thumbnails together: above it the API answers 500 (discord/discord-api-docs#7528). */
    media: 64,
  },
  row: { buttons: 5, selects: 1 },
  section: { minTexts: 1, maxTexts: 3 },
  gallery: 10,
  customId: 100,
  button: { label: 80, url: 512 },
  select: { options: 25, placeholder: 150, maxValues: 25 },
  option: { label: 100, value: 100, description: 100 },
  media: { url: 2048, description: 1024 },
  modal: { title: 45, minComponents: 1, maxComponents: 5 },
  label: { label: 45, description: 100 },
  textInput: { length: 4000, placeholder: 100 },
  radioGroup: { min: 2, max: 10 },
  checkboxGroup: { min: 1, max: 10 },
  fileUpload: 10,
  command: {
    name: 32,
    description: 100,
    options: 25,
    choices: 25,
    choiceName: 100,
    choiceValue: 100,
    optionText: 6000,
    /** Names, descriptions and values of the whole command; of localised ones the longest counts. */
    total: 8000,
    perType: { 1: 100, 2: 15, 3: 15 } as Readonly<Record<number, number>>,
    createsPerDay: 200,
  },
  autocomplete: { choices: 25 },
  firstResponse: 3000,
  tokenLife: 15 * 60_000,
  gateway: { bytes: 4096, events: 120, per: 60_000, sessionStartsPer: 24 * 60 * 60_000 },
} as const;
