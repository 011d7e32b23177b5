import { validateOptions } from './block-kit/validate-options.ts';
import type { Core } from './core.ts';
import { elementsOf } from './elements.ts';
import type { Delivery } from './transport.ts';
import { asDict, asDicts, asString, type Dict, isDict, type View } from './types.ts';
import { checkContent } from './web-api/chat.ts';

/** The answer to a slash command becomes a message: text or JSON, ephemeral unless told otherwise. */
export function applyCommandAck(core: Core, delivery: Delivery, userId: string, channel: string): void {
  if (delivery.text === '' || delivery.status !== 200) return;
  const body = delivery.json ?? { text: delivery.text };
  checkContent(core, 'ack of slash command', body);
  const shared = body.response_type === 'in_channel';
  core.messages.post({ channel, args: body, via: 'ack', ...(shared ? {} : { ephemeralTo: userId }) });
}

/** What happens to the screen after a submission (docs.slack.dev: "Modals", "Updating views"). */
export function applySubmissionAck(core: Core, delivery: Delivery, view: View, userId: string): void {
  if (delivery.status !== 200) return;
  const where = 'ack of view_submission';
  if (delivery.text !== '' && !delivery.json) {
    throw new Error(`${where}: Slack shows an error for the body ${delivery.text.slice(0, 100)}`);
  }
  const body = delivery.json ?? {};
  if (!core.views.shown(view.id)) return;
  const then: Record<string, () => void> = {
    close: () => core.views.close(view.id),
    clear: () => core.views.clear(userId),
    errors: () => showErrors(core, view, asDict(body.errors)),
    update: () => void core.views.update({ viewId: view.id }, checkedView(core, where, body.view)),
    push: () => void core.views.push(userId, checkedView(core, where, body.view)),
  };
  const act = then[asString(body.response_action ?? 'close')];
  if (act) act();
  else refuse(core.note(where, [`unknown response_action ${String(body.response_action)}`], body));
}

function checkedView(core: Core, where: string, view: unknown): Dict {
  refuse(core.checkView(where, view));
  return asDict(view);
}

/** Errors may only be shown beside input blocks of that very view, and say something. */
function showErrors(core: Core, view: View, errors: Dict): void {
  const known = elementsOf(view.blocks)
    .filter((one) => one.holder === 'input')
    .map((one) => one.blockId);
  const problems = Object.entries(errors).flatMap(([blockId, text]) => [
    ...(known.includes(blockId) ? [] : [`no input block ${blockId} in the view [json-pointer:/errors]`]),
    ...(asString(text) === '' ? [`empty error for ${blockId} [json-pointer:/errors]`] : []),
  ]);
  if (Object.keys(errors).length === 0) problems.push('no errors given [json-pointer:/errors]');
  refuse(core.note('ack of view_submission', problems, errors));
  const shown = core.views.shown(view.id);
  if (shown)
    shown.errors = Object.fromEntries(Object.entries(errors).map(([key, text]) => [key, asString(text)]));
}

/** The options that an external select then shows. Throws when Slack would show none of them. */
export function readOptions(core: Core, delivery: Delivery): Dict[] {
  const body = delivery.json;
  const where = 'ack of block_suggestion';
  if (!isDict(body)) {
    refuse(core.note(where, ['no options in the answer'], delivery.text));
    return [];
  }
  refuse(core.note(where, validateOptions(body), body));
  return [
    ...asDicts(body.options),
    ...asDicts(body.option_groups).flatMap((group) => asDicts(group.options)),
  ];
}

function refuse(problems: string[]): void {
  if (problems.length > 0) throw new Error(`Slack refuses the acknowledgement: ${problems.join('; ')}`);
}
