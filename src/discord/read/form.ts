import { ComponentType, type ModalSubmitInteraction } from 'discord.js';
import type { RawValues } from '#domain/draft.ts';
import { readFieldId } from '../field-ids.ts';

/**
 * The values of a modal by field name. Every field that was asked is there, also where it was left empty, as what is
 * not there is taken from the form's draft. A person comes as a mention token, `<@123>`.
 */
export function readForm({ fields }: Pick<ModalSubmitInteraction, 'fields'>): RawValues {
  const values: Record<string, string | string[] | boolean | undefined> = {};
  for (const field of fields.fields.values()) {
    const id = readFieldId(field.customId);
    if (id === null) continue;
    const { name } = id;
    switch (field.type) {
      case ComponentType.TextInput:
        values[name] = field.value;
        break;
      case ComponentType.StringSelect: {
        const before = values[name];
        const chosen = [...field.values];
        if (id.takesSeveral) values[name] = [...(Array.isArray(before) ? before : []), ...chosen];
        else values[name] = chosen.at(-1) ?? before;
        break;
      }
      case ComponentType.UserSelect: {
        const [person] = field.values;
        values[name] = person === undefined ? undefined : `<@${person}>`;
        break;
      }
      case ComponentType.Checkbox:
        values[name] = field.value;
        break;
    }
  }
  return values;
}
