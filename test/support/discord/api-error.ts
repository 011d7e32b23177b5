import type { Json } from './wire.ts';

/** One thing wrong with a body: where (keys and indexes joined by dots), which of Discord's rules, in words. */
export interface Problem {
  path: string;
  code: string;
  message: string;
}

/**
 * Status, JSON error code and message, as Discord returns them.
 * @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const errors = {
  not_found: [404, 0, '404: Not Found'],
  method_not_allowed: [405, 0, '405: Method Not Allowed'],
  unauthorized: [401, 0, '401: Unauthorized'],
  unknown_application: [404, 10002, 'Unknown Application'],
  unknown_channel: [404, 10003, 'Unknown Channel'],
  unknown_guild: [404, 10004, 'Unknown Guild'],
  unknown_member: [404, 10007, 'Unknown Member'],
  unknown_message: [404, 10008, 'Unknown Message'],
  unknown_user: [404, 10013, 'Unknown User'],
  unknown_webhook: [404, 10015, 'Unknown Webhook'],
  unknown_interaction: [404, 10062, 'Unknown interaction'],
  unknown_command: [404, 10063, 'Unknown application command'],
  too_many_commands: [400, 30032, 'Maximum number of application commands reached (100)'],
  too_many_creates: [400, 30034, 'Max number of daily application command creates has been reached (200)'],
  already_acknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missing_access: [403, 50001, 'Missing Access'],
  not_author: [403, 50005, 'Cannot edit a message authored by another user'],
  empty_message: [400, 50006, 'Cannot send an empty message'],
  cannot_message_user: [403, 50007, 'Cannot send messages to this user'],
  missing_permissions: [403, 50013, 'Missing Permissions'],
  invalid_webhook_token: [401, 50027, 'Invalid Webhook Token'],
  invalid_form_body: [400, 50035, 'Invalid Form Body'],
  bad_json: [400, 50109, 'The request body contains invalid JSON.'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

export type ErrorName = keyof typeof errors;

/** Breaches of these by the app are mistakes of the app, never of its surroundings: recorded as violations. */
export const appMistakes: ReadonlySet<number> = new Set([10015, 10062, 40060, 50006, 50027, 50035, 50109]);

export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly problems: readonly Problem[];

  constructor(name: ErrorName, problems: readonly Problem[] = []) {
    super(errors[name][2]);
    this.status = errors[name][0];
    this.code = errors[name][1];
    this.problems = problems;
  }

  body(): Json {
    const body: Json = { message: this.message, code: this.code };
    if (this.problems.length > 0) body.errors = nest(this.problems);
    return body;
  }
}

/** Throws Invalid Form Body when there is anything to complain about. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ApiError('invalid_form_body', problems);
}

/**
 * Discord nests field errors by path, each leaf under `_errors`.
 * @see https://docs.discord.com/developers/reference#error-messages
 */
function nest(problems: readonly Problem[]): Json {
  const tree: Json = {};
  for (const { path, code, message } of problems) {
    let node = tree;
    for (const key of path.split('.').filter((part) => part !== '')) {
      node[key] ??= {};
      node = node[key] as Json;
    }
    const leaf = (node._errors ?? []) as Json[];
    leaf.push({ code, message });
    node._errors = leaf;
  }
  return tree;
}
