export { validateBlocks } from './block-kit/validate-blocks.ts';
export { validateView } from './block-kit/validate-view.ts';
export { type SlackDouble, type SlackDoubleOptions, startSlackDouble } from './double.ts';
export { buttons, findButton, inputs } from './elements.ts';
export { ClientRefusal } from './person/client-checks.ts';
export type { Person } from './person/person.ts';
export { pingsOf, textOf } from './text-of.ts';
export type { Message, View } from './types.ts';
