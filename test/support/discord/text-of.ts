import { walk } from './check/message-components.ts';
import { ShownMessage, ShownModal } from './shown.ts';
import {
  ButtonStyle,
  type ComponentJson,
  ComponentType,
  isSelect,
  MessageFlag,
  type MessageJson,
  type ModalJson,
  type OptionJson,
} from './wire.ts';

export type Visible = ShownMessage | ShownModal | MessageJson | ModalJson;

/**
 * All that a person sees, a line for each thing: buttons in [brackets], link buttons with their address,
 * disabled ones marked; options as `( ) label` or `(x) label`.
 */
export function textOf(shown: Visible | undefined): string {
  if (shown === undefined) return '';
  const json = jsonOf(shown);
  if ('title' in json) return [json.title, ...json.components.flatMap(linesOf)].join('\n');
  if (json.flags & MessageFlag.loading) return '(thinking…)';
  const embeds = json.embeds.flatMap((embed) => [
    embed.title,
    embed.description,
    ...(embed.fields ?? []).map((field) => `${field.name}: ${field.value}`),
    embed.footer?.text,
  ]);
  const lines = [json.content, ...embeds, ...json.components.flatMap(linesOf)];
  return lines.filter((line) => typeof line === 'string' && line !== '').join('\n');
}

/** The first button with that label or custom id. */
export function findButton(shown: Visible, labelOrId: string): ComponentJson | undefined {
  return componentsOf(shown).find(
    ({ type, label, custom_id }) =>
      type === ComponentType.button && (label === labelOrId || custom_id === labelOrId),
  );
}

/** The select with that custom id or placeholder. */
export function findSelect(shown: Visible, idOrPlaceholder: string): ComponentJson | undefined {
  return componentsOf(shown).find(
    ({ type, custom_id, placeholder }) =>
      isSelect(type) && (custom_id === idOrPlaceholder || placeholder === idOrPlaceholder),
  );
}

/** Labels of all buttons, in order. */
export function buttonsOf(shown: Visible): string[] {
  return componentsOf(shown).flatMap(({ type, label, emoji }) =>
    type === ComponentType.button ? [label ?? emoji?.name ?? ''] : [],
  );
}

function jsonOf(shown: Visible): MessageJson | ModalJson {
  return shown instanceof ShownMessage || shown instanceof ShownModal ? shown.json : shown;
}

function componentsOf(shown: Visible): ComponentJson[] {
  return [...walk(jsonOf(shown).components, '')].map(({ component }) => component);
}

function linesOf(component: ComponentJson): string[] {
  const children = component.components ?? [];
  switch (component.type) {
    case ComponentType.textDisplay:
      return [component.content ?? ''];
    case ComponentType.actionRow:
      return children.some(({ type }) => type === ComponentType.button)
        ? [children.map(buttonText).join(' ')]
        : children.flatMap(inputLines);
    case ComponentType.section:
      return [
        ...children.flatMap(linesOf),
        ...(component.accessory ? accessoryLines(component.accessory) : []),
      ];
    case ComponentType.mediaGallery:
      return (component.items ?? []).flatMap(({ description }) => (description ? [`(${description})`] : []));
    case ComponentType.label: {
      const { label, description } = component;
      const required = component.component?.required === false ? '' : ' *';
      const about = description ? [`  ${description}`] : [];
      return [
        `${label}${required}`,
        ...about,
        ...(component.component ? inputLines(component.component) : []),
      ];
    }
    default:
      return children.flatMap(linesOf);
  }
}

function accessoryLines(accessory: ComponentJson): string[] {
  if (accessory.type === ComponentType.button) return [buttonText(accessory)];
  return accessory.description ? [`(${accessory.description})`] : [];
}

function buttonText({ label, emoji, style, url, disabled }: ComponentJson): string {
  const words = [emoji?.name, label].filter(Boolean).join(' ');
  const text = `[${words}${disabled ? ' (disabled)' : ''}]`;
  return style === ButtonStyle.link ? `${text}(${url})` : text;
}

function inputLines(input: ComponentJson): string[] {
  const options = (input.options ?? []).map(optionText);
  if (input.type === ComponentType.textInput) return [`  ${input.value ?? input.placeholder ?? ''}`];
  if (input.type === ComponentType.checkbox) return [`  (${input.default ? 'x' : ' '})`];
  return input.placeholder ? [`  ${input.placeholder}`, ...options] : options;
}

function optionText({ label, description, default: chosen }: OptionJson): string {
  return `  (${chosen ? 'x' : ' '}) ${label}${description ? ` - ${description}` : ''}`;
}
