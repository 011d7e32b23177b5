/**
 * Slack's numbers, all of them, in characters unless said otherwise. Sources: docs.slack.dev "Block Kit
 * reference" (a page per block, element and object), "Modals", "App Home", "Handling user interaction".
 */
export const LIMITS = {
  message: {
    blocks: 50,
    /**
     * Undocumented: at about 13,200 characters of blocks chat.postMessage says `msg_blocks_too_long`
     * (slackapi/bolt-js#2509, #2867). It is not known what is counted, so the JSON is, with room to spare.
     */
    size: 12_500,
    /** What notifications and screen readers take; 40,000 would be allowed, 4,000 is recommended. */
    text: 4_000,
    tables: 1,
  },
  view: {
    blocks: 100,
    /** `view_too_large` above 250 kB; the JSON's characters can have up to 3 bytes each. */
    size: 80_000,
    title: 24,
    button: 24,
    /** views.push: the first view and two on top of it. */
    stack: 3,
  },
  /** Text of a section, an element of a context, a text of rich text (not documented there; the same). */
  text: 3_000,
  header: 150,
  context: { elements: 10 },
  actions: { elements: 25 },
  button: { text: 75, url: 3_000 },
  /** `value` is 150 on the option page and 75 in @slack/types: the smaller one is safe. */
  option: { text: 75, value: 75, description: 75 },
  select: { options: 100, groups: 100, placeholder: 150 },
  overflow: { options: 5, minimum: 2 },
  confirm: { title: 100, text: 300, button: 30 },
  input: { label: 2_000, hint: 2_000, value: 3_000 },
  image: { url: 3_000, alt: 2_000 },
  /** Columns and rows with the header; the characters are those of all cells (the page says 10,000). */
  table: { columns: 20, rows: 100, characters: 9_500 },
  /** A response_url takes 5 answers within 30 minutes; a minute is left for clocks and transit. */
  responseUrl: { uses: 5, lifeMs: 29 * 60_000 },
  /** A trigger_id lives 3 s and a form that is not there after 1 s opens as a loading view. */
  loadingAfterMs: 1_000,
  /** Whose person somebody is, is asked for no longer than that: a form, and its loading view, must still come in time. */
  memberWithinMs: 600,
  /** Everything is acknowledged within 3 s; one of them is left for the way, and for those who come in the same moment. */
  acknowledgeWithinMs: 2_000,
  /** Where that many things are under way at once, a form is acknowledged sooner, as those behind it wait for it to be read. */
  crowd: { from: 20, acknowledgeWithinMs: 300 },
  /** Behind that many whose work has not begun, a form is acknowledged at once: it could not be checked in that time. */
  longQueue: 50,
  /** Where that many are under way, the next one is acknowledged when one of them is done, but no later than that. */
  held: { most: 500, patienceMs: 1_500 },
  /** A views.update right behind an acknowledgement that updates the view may overtake it, and be overwritten. */
  afterAcknowledgingMs: 300,
} as const;

/** How many rows a list shows on one page in Slack (docs/design.md, section 4). */
export const PAGE_SIZE = 10;

/** How many fields a form may have: a view's 100 blocks, less some for its texts and buttons. */
export const MAX_FIELDS = 80;
