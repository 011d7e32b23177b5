/**
 * Slack's limits, the double's own table: the product has another one, written apart, and the two check each
 * other. Sources: docs.slack.dev "Reference: Block Kit" (one page per block, element and object), "Modal views",
 * "Home tab views", "Handling user interaction"; where another place is the source it is named.
 */
export const LIMITS = {
  /** "Modals": a trigger_id expires three seconds after it was sent. Milliseconds. */
  triggerLife: 3_000,
  /** "Handling user interaction": an acknowledgement within 3 s. Milliseconds. */
  ackWithin: 3_000,
  /** "Handling user interaction": a response_url is good for 5 uses within 30 minutes. */
  responseUrlUses: 5,
  responseUrlLife: 30 * 60_000,
  /** views.push: "Currently the limit is 3". */
  viewStack: 3,
  socketConnections: 10,

  messageBlocks: 50,
  viewBlocks: 100,
  /** chat.postMessage: longer text is truncated. */
  messageText: 40_000,
  /** Undocumented; slackapi/bolt-js#2509: `msg_blocks_too_long` at about 13,200 characters of blocks. */
  messageBlocksSize: 13_200,
  /** Markdown block: cumulative over the payload. */
  markdownText: 12_000,

  viewTitle: 24,
  viewSubmit: 24,
  viewClose: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  externalId: 255,
  /** views.open: `view_too_large` above 250 kB. Bytes. */
  viewSize: 250_000,

  blockId: 255,
  actionId: 255,
  text: 3_000,
  headerText: 150,
  sectionText: 3_000,
  sectionFields: 10,
  sectionFieldText: 2_000,
  contextElements: 10,
  actionsElements: 25,
  inputLabel: 2_000,
  inputHint: 2_000,
  imageUrl: 3_000,
  altText: 2_000,
  imageTitle: 2_000,
  alertText: 200,
  cardTitle: 150,
  cardSubtitle: 150,
  cardBody: 200,
  cardActions: 3,
  carouselCards: 10,

  tableRows: 100,
  tableColumns: 20,
  tableCharacters: 10_000,
  dataTableRows: 101,
  dataTablePageSize: 100,

  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  accessibilityLabel: 75,
  placeholder: 150,
  /** The reference says 75 for all of an option's text and description. */
  optionText: 75,
  optionDescription: 75,
  /** 150 on the option page, 75 in @slack/types: the smaller one is kept. */
  optionValue: 75,
  optionUrl: 3_000,
  optionGroupLabel: 75,
  selectOptions: 100,
  optionGroups: 100,
  groupOptions: 100,
  radioOptions: 10,
  checkboxOptions: 10,
  overflowOptions: 5,
  /** Default of `min_query_length` of an external select. */
  minQueryLength: 3,
  plainTextInput: 3_000,
  inputFiles: 10,

  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;
