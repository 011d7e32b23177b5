export { Answer, type AnswerKind, type Patience } from './answer.ts';
export { checkCommand } from './check/command.ts';
export { limits } from './check/limits.ts';
export { checkMessage } from './check/message.ts';
export { checkModal } from './check/modal.ts';
export { checkAgainstSpec } from './check/spec.ts';
export {
  DiscordDouble,
  type DiscordDoubleOptions,
  startDiscordDouble,
} from './double.ts';
export type { Failure } from './failures.ts';
export { type How, Person } from './people/person.ts';
export { ClientRefusal } from './people/refusal.ts';
export type { Call, CommandWrites, Violation } from './record.ts';
export { ShownMessage, ShownModal } from './shown.ts';
export { buttonsOf, findButton, findSelect, textOf } from './text-of.ts';
