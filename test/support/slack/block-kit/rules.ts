import { type Dict, isDict, type Surface } from '../types.ts';

/** Where a value stands and where its problems go. Problems read as Slack's: what, then a JSON pointer. */
export interface Place {
  at: string;
  surface: Surface;
  problems: string[];
}

/** Looks at one value and notes what is wrong with it. */
export type Rule = (value: unknown, place: Place) => void;

export function report(place: Place, what: string): void {
  place.problems.push(`${what} [json-pointer:${place.at}]`);
}

/** The place one step further in. */
export function inside(place: Place, step: string | number): Place {
  return { ...place, at: `${place.at}/${step}` };
}

/** A string of so many characters; at least one unless said otherwise. */
export function string({ max, min = 1, like }: { max?: number; min?: number; like?: RegExp } = {}): Rule {
  return (value, place) => {
    if (typeof value !== 'string') return report(place, 'must be a string');
    if (value.length < min) report(place, `must be more than ${min - 1} characters`);
    if (max !== undefined && value.length > max) report(place, `must be less than ${max + 1} characters`);
    if (like && !like.test(value)) report(place, `must look like ${like.source}`);
  };
}

export const boolean: Rule = (value, place) => {
  if (typeof value !== 'boolean') report(place, 'must be a boolean');
};

/** A whole number in a range. */
export function integer({ min, max }: { min: number; max?: number }): Rule {
  return (value, place) => {
    if (!Number.isInteger(value)) return report(place, 'must be an integer');
    if (Number(value) < min) report(place, `must be at least ${min}`);
    if (max !== undefined && Number(value) > max) report(place, `must be at most ${max}`);
  };
}

/** One of these literal strings. */
export function oneOf(...allowed: string[]): Rule {
  return (value, place) => {
    if (!allowed.includes(String(value))) report(place, `must be one of ${allowed.join(', ')}`);
  };
}

/** A list of so many items, each by the rule. */
export function list(item: Rule, { min = 1, max }: { min?: number; max?: number } = {}): Rule {
  return (value, place) => {
    if (!Array.isArray(value)) return report(place, 'must be an array');
    if (value.length < min) report(place, `no fewer than ${min} items allowed`);
    if (max !== undefined && value.length > max) report(place, `no more than ${max} items allowed`);
    for (const [index, one] of value.entries()) item(one, inside(place, index));
  };
}

/** An object with exactly these properties. */
export function object(required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  return (value, place) => {
    if (!isDict(value)) return report(place, 'must be an object');
    for (const key of Object.keys(required)) {
      if (value[key] === undefined) report(place, `missing required field: ${key}`);
    }
    for (const [key, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      const rule = required[key] ?? optional[key];
      if (rule) rule(inner, inside(place, key));
      else report(place, `unknown property: ${key}`);
    }
  };
}

/** All of the rules. */
export function all(...rules: Rule[]): Rule {
  return (value, place) => {
    for (const rule of rules) rule(value, place);
  };
}

/** A rule over a whole object, after its properties were looked at. */
export function check(look: (value: Dict) => string | undefined): Rule {
  return (value, place) => {
    const problem = isDict(value) ? look(value) : undefined;
    if (problem) report(place, problem);
  };
}

/** An object whose `type` chooses the rule. */
export function byType(rules: Record<string, Rule>): Rule {
  return (value, place) => {
    if (!isDict(value)) return report(place, 'must be an object');
    const rule = rules[String(value.type)];
    if (rule) rule(value, place);
    else report(place, `unsupported type: ${String(value.type)}`);
  };
}

/** Exactly one of the properties is there. */
export function exactlyOne(...keys: string[]): Rule {
  return check((value) => {
    const there = keys.filter((key) => value[key] !== undefined);
    return there.length === 1 ? undefined : `must have exactly one of ${keys.join(', ')}`;
  });
}

/** At least one of the properties is there. */
export function atLeastOne(...keys: string[]): Rule {
  return check((value) =>
    keys.some((key) => value[key] !== undefined) ? undefined : `must have at least one of ${keys.join(', ')}`,
  );
}
