import { LIMITS } from '../limits.ts';
import type { Surface } from '../types.ts';
import { accessory, actionsElement, buttonElement, imageElement, inputElement } from './elements.ts';
import { anyText, imageSource, plainText } from './objects.ts';
import { richText } from './rich-text.ts';
import {
  all,
  atLeastOne,
  boolean,
  byType,
  exactlyOne,
  list,
  object,
  oneOf,
  type Rule,
  string,
} from './rules.ts';
import { dataTable, table } from './tables.ts';

/** A block with its own properties and the ones of all blocks. */
function block(required: Record<string, Rule>, optional: Record<string, Rule>, ...more: Rule[]): Rule {
  const own = { block_id: string({ max: LIMITS.blockId }), ...optional };
  return all(object({ type: string(), ...required }, own), ...more);
}

const card: Rule = block(
  {},
  {
    hero_image: imageElement,
    icon: imageElement,
    title: anyText(LIMITS.cardTitle),
    subtitle: anyText(LIMITS.cardSubtitle),
    body: anyText(LIMITS.cardBody),
    actions: list(buttonElement, { max: LIMITS.cardActions }),
  },
  atLeastOne('hero_image', 'title', 'actions', 'body'),
);

/** Every block that the double knows, by type (docs.slack.dev: "Blocks", one page each). */
const BLOCKS: Record<string, Rule> = {
  actions: block({ elements: list(actionsElement, { max: LIMITS.actionsElements }) }, {}),
  alert: block(
    { text: anyText(LIMITS.alertText) },
    { level: oneOf('default', 'info', 'warning', 'error', 'success') },
  ),
  card,
  carousel: block({ elements: list(card, { max: LIMITS.carouselCards }) }, {}),
  context: block(
    {
      elements: list(
        byType({
          image: imageElement,
          plain_text: plainText(LIMITS.text),
          mrkdwn: anyText(LIMITS.text),
        }),
        { max: LIMITS.contextElements },
      ),
    },
    {},
  ),
  data_table: dataTable,
  divider: block({}, {}),
  header: block({ text: plainText(LIMITS.headerText) }, {}),
  image: block(
    { alt_text: string({ max: LIMITS.altText }) },
    { ...imageSource, title: plainText(LIMITS.imageTitle) },
    exactlyOne('image_url', 'slack_file'),
  ),
  input: block(
    { label: plainText(LIMITS.inputLabel), element: inputElement },
    { hint: plainText(LIMITS.inputHint), optional: boolean, dispatch_action: boolean },
  ),
  markdown: block({ text: string({ max: LIMITS.markdownText }) }, {}),
  rich_text: richText,
  section: block(
    {},
    {
      text: anyText(LIMITS.sectionText),
      fields: list(anyText(LIMITS.sectionFieldText), { max: LIMITS.sectionFields }),
      accessory,
      expand: boolean,
    },
    atLeastOne('text', 'fields'),
  ),
  table,
};

/** Where a block may stand (docs.slack.dev/blocks.json, "available-in-surfaces"); everywhere when not named. */
const SURFACES: Record<string, Surface[]> = {
  alert: ['modal'],
  carousel: ['message', 'home'],
  data_table: ['message'],
  markdown: ['message'],
  table: ['message'],
};

/** One block on its surface. */
export const anyBlock: Rule = (value, place) => {
  const here = Object.entries(BLOCKS).filter(([type]) => SURFACES[type]?.includes(place.surface) ?? true);
  byType(Object.fromEntries(here))(value, place);
};
