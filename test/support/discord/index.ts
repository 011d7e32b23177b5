export { checkCommand } from './check/command.ts';
export { checkMessage } from './check/message.ts';
export { checkModal } from './check/modal.ts';
export { checkAgainstSpec } from './check/spec.ts';
export { DiscordDouble, type DiscordDoubleOptions, startDiscordDouble } from './double.ts';
export { Person } from './people/person.ts';
export { ClientRefusal } from './people/refusal.ts';
export { ShownMessage, type ShownModal } from './shown.ts';
export { buttonsOf, findButton, findSelect, textOf } from './text-of.ts';
