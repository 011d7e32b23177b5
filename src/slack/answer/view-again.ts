import type { ViewOutput } from '@slack/bolt';
import type { AnyBlock, InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Reply } from '#chat/reply.ts';
import type { Text } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import { fieldBlockId, readFieldId } from '../field-ids.ts';
import { blockIdsOf, revisionOf, type StateValue } from '../read/values.ts';
import { inlines, literal, richText } from '../render/rich-text.ts';
import { unescapeMarkup } from '../render/text.ts';

type Errors = Extract<Reply, { type: 'errors' }>;

const NOTICE = 'problems';

/** Messages by block id for `response_action: errors`, which takes input blocks only; null where that is not enough. */
export function fieldErrors({ fields, general }: Errors, view: ViewOutput): Record<string, string> | null {
  const ids = blockIdsOf(view.state.values);
  const entries = Object.entries(fields).map(([field, message]) => [ids.get(field), message] as const);
  if (general !== undefined || entries.length === 0 || entries.some(([id]) => id === undefined)) return null;
  return Object.fromEntries(entries);
}

/**
 * The submitted form again, with all problems said at its top: for problems that belong to no field of it.
 * With the same ids Slack keeps what was typed.
 */
export function withNotice(view: ViewOutput, errors: Errors, said: Words): ModalView {
  return { ...shell(view), blocks: [...notice(view, errors, said), ...formBlocks(view)] };
}

/** The same where another view has taken the form's place meanwhile: filled in from what came, but for passwords. */
export function refilled(view: ViewOutput, errors: Errors, said: Words): ModalView {
  const revision = revisionOf(view.state.values) + 1;
  const blocks = formBlocks(view).map((block) => (isInput(block) ? refill(block, view, revision) : block));
  return { ...shell(view), blocks: [...notice(view, errors, said), ...blocks] };
}

function shell(view: ViewOutput): Omit<ModalView, 'blocks'> {
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: view.title,
    ...(view.submit && { submit: view.submit }),
    ...(view.close && { close: view.close }),
  };
}

function formBlocks(view: ViewOutput): AnyBlock[] {
  return view.blocks.filter(({ block_id }) => block_id === undefined || !block_id.startsWith(NOTICE));
}

function notice(view: ViewOutput, { fields, general }: Errors, said: Words): KnownBlock[] {
  const ids = blockIdsOf(view.state.values);
  const colon = `${said.screens.common.colon} `;
  const lines = Object.entries(fields).flatMap(([field, message]) => {
    const label = labelOf(view, ids.get(field));
    return [
      ...literal('\n• '),
      ...literal(label === '' ? '' : label + colon, { bold: true }),
      ...literal(message),
    ];
  });
  const heading: Text = general ?? said.errors.invalid().text;
  const blocks = richText([...literal('⛔ '), ...inlines(heading), ...lines]);
  return blocks.map((block, index) => ({ ...block, block_id: `${NOTICE}-${index}` }));
}

/** A label as it was before Slack wrote entities into it. */
function labelOf(view: ViewOutput, blockId: string | undefined): string {
  const block = view.blocks.find((one) => one.block_id === blockId);
  if (block === undefined || !isInput(block)) return '';
  return unescapeMarkup(block.label.text);
}

function isInput(block: AnyBlock): block is InputBlock {
  return block.type === 'input';
}

function refill(block: InputBlock, view: ViewOutput, revision: number): InputBlock {
  const actionId = block.element.action_id ?? '';
  const id = readFieldId(block.block_id ?? '', actionId);
  const value = view.state.values[block.block_id ?? '']?.[actionId];
  if (id === null || value === undefined) return block;
  const typed = id.secret ? {} : initialOf(value);
  const element = { ...withoutInitial(block.element), ...typed } as InputBlock['element'];
  return { ...block, block_id: fieldBlockId(id.name, revision), element };
}

function withoutInitial(element: InputBlock['element']): object {
  return Object.fromEntries(Object.entries(element).filter(([key]) => !key.startsWith('initial_')));
}

function initialOf(value: StateValue): object {
  if (value.value) return { initial_value: value.value };
  if (value.selected_option) return { initial_option: value.selected_option };
  if (value.selected_options && value.selected_options.length > 0)
    return { initial_options: value.selected_options };
  if (value.selected_user) return { initial_user: value.selected_user };
  return {};
}
