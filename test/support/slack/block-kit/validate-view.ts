import { LIMITS } from '../limits.ts';
import { asDicts, isDict } from '../types.ts';
import { plainText } from './objects.ts';
import { boolean, object, oneOf, type Place, type Rule, report, string } from './rules.ts';
import { validateBlocks } from './validate-blocks.ts';

const shared: Record<string, Rule> = {
  private_metadata: string({ min: 0, max: LIMITS.privateMetadata }),
  callback_id: string({ min: 0, max: LIMITS.callbackId }),
  external_id: string({ min: 0, max: LIMITS.externalId }),
};
/** The blocks are looked at by themselves. */
const anything: Rule = () => {};

/** Modal views (docs.slack.dev: "Modal views"). */
const modal: Rule = object(
  { type: oneOf('modal'), title: plainText(LIMITS.viewTitle), blocks: anything },
  {
    ...shared,
    submit: plainText(LIMITS.viewSubmit),
    close: plainText(LIMITS.viewClose),
    clear_on_close: boolean,
    notify_on_close: boolean,
  },
);

/** Home tab views: no title, no submit, no close (docs.slack.dev: "Home tab views"). */
const home: Rule = object({ type: oneOf('home'), blocks: anything }, shared);

/** What Slack would find wrong with a view; an empty list when nothing. */
export function validateView(view: unknown): string[] {
  const place: Place = { at: '/view', surface: 'modal', problems: [] };
  if (!isDict(view)) {
    report(place, 'must be an object');
    return place.problems;
  }
  const surface = view.type === 'home' ? 'home' : 'modal';
  (surface === 'home' ? home : modal)(view, place);
  const inputs = asDicts(view.blocks).some((block) => block.type === 'input');
  if (surface === 'modal' && inputs && view.submit === undefined) {
    report(place, 'must define `submit` to use an `input` block in modals');
  }
  const size = Buffer.byteLength(JSON.stringify(view));
  if (size > LIMITS.viewSize) report(place, `view takes ${size} bytes, more than ${LIMITS.viewSize}`);
  return [...place.problems, ...validateBlocks(view.blocks, surface, '/view/blocks')];
}
