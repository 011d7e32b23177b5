import { ApiError } from '../api-error.ts';
import type { Core } from '../core.ts';
import { LIMITS } from '../limits.ts';
import { type Dict, isDict } from '../types.ts';
import { type Method, type MethodEntry, required } from './method.ts';

const open: Method = (args, core) => {
  const { userId } = core.triggers.exchange(args.trigger_id);
  return { view: core.views.open(userId, checked(core, 'views.open', args, 'modal')) };
};

const push: Method = (args, core) => {
  const { userId } = core.triggers.exchange(args.trigger_id);
  return { view: core.views.push(userId, checked(core, 'views.push', args, 'modal')) };
};

const update: Method = (args, core) => {
  if (args.view_id === undefined && args.external_id === undefined) {
    throw new ApiError('invalid_arguments', ['one of view_id, external_id is required']);
  }
  const view = checked(core, 'views.update', args);
  const { view_id: viewId, external_id: externalId, hash } = args;
  return { view: core.views.update({ viewId, externalId, hash }, view) };
};

const publish: Method = (args, core) => {
  const userId = required(args, 'user_id');
  if (!core.workspace.people.has(userId)) throw new ApiError('user_not_found');
  const view = checked(core, 'views.publish', args, 'home');
  return { view: core.views.publish(userId, view, args.hash) };
};

/** views.*: "Errors" of docs.slack.dev views.open, views.push, views.update, views.publish. No scopes. */
export const views: Record<string, MethodEntry> = {
  'views.open': { run: open, scopes: [] },
  'views.push': { run: push, scopes: [] },
  'views.update': { run: update, scopes: [] },
  'views.publish': { run: publish, scopes: [] },
};

function checked(core: Core, where: string, args: Dict, type?: 'modal' | 'home'): Dict {
  const { view } = args;
  const problems = core.checkView(where, view);
  if (!isDict(view)) throw new ApiError('invalid_arguments', problems);
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewSize)
    throw new ApiError('view_too_large', problems);
  if (problems.length > 0) throw new ApiError('invalid_arguments', problems);
  if (type && view.type !== type) {
    throw new ApiError(
      'invalid_arguments',
      core.note(where, [`view must be of type ${type} [json-pointer:/view/type]`], view),
    );
  }
  return view;
}
