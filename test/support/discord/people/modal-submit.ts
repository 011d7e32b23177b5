import { type ComponentJson, ComponentType, type Json, type ModalJson } from '../wire.ts';
import type { World } from '../world.ts';
import { type FieldValue, fillIn } from './modal-fields.ts';
import { refuseUnless } from './refusal.ts';
import { resolve } from './resolved.ts';

/**
 * Data of MODAL_SUBMIT: every component that takes something is in it, filled in or as it was.
 * @param values By label or custom id; what is not named keeps its initial value.
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
 */
export function submitData(
  world: World,
  guildId: string | undefined,
  modal: ModalJson,
  values: Readonly<Record<string, FieldValue>>,
): Json {
  const left = new Set(Object.keys(values));
  const ids: string[] = [];
  const components = modal.components.map((component): Json => {
    const { type, id } = component;
    const input = component.component;
    if (type === ComponentType.textDisplay || !input) return { type, id };
    const key = keyFor(component, input, left);
    const given = key === undefined ? undefined : values[key];
    return { type, id, component: fillIn(component.label ?? '', input, given, ids) };
  });
  const labels = modal.components.flatMap(({ label }) => label ?? []);
  refuseUnless(left.size === 0, `"${modal.title}" has no ${[...left]}, only ${labels}`);
  return {
    custom_id: modal.custom_id,
    components,
    ...(ids.length > 0 && { resolved: resolve(world, guildId, ids) }),
  };
}

function keyFor(label: ComponentJson, input: ComponentJson, left: Set<string>): string | undefined {
  const key = [input.custom_id, label.label].find((name) => typeof name === 'string' && left.has(name));
  if (typeof key !== 'string') return undefined;
  left.delete(key);
  return key;
}
