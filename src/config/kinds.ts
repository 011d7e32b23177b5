import ms from 'ms';
import { z } from 'zod';
import { CHANNEL_EXAMPLES, isChannel } from '../start/platforms.ts';

/** `true`, `false`, `1` or `0`; undefined without a fallback where it is not set. */
export const flag = (name: string, fallback?: boolean) =>
  z
    .enum(['true', 'false', '1', '0'], { error: `${name} must be true or false.` })
    .optional()
    .transform((value) => (value === undefined ? fallback : value === 'true' || value === '1'));

/** A whole number within bounds. */
export const integer = (name: string, min: number, max: number) =>
  z.coerce
    .number({ error: `${name} must be a number from ${min} to ${max}.` })
    .int(`${name} must be a whole number.`)
    .min(min, `${name} must be at least ${min}.`)
    .max(max, `${name} must be at most ${max}.`);

/** One of several words. */
export const choice = <const T extends readonly [string, ...string[]]>(
  name: string,
  values: T,
  fallback: T[number],
) => z.enum(values, { error: `${name} must be one of: ${values.join(', ')}.` }).default(fallback as never);

/** Ids of channels of any platform, several with commas. */
export const channels = (name: string) =>
  z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((channel) => channel.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().refine(isChannel, `${name} must be ${CHANNEL_EXAMPLES}, several with commas.`)));

/** A time such as `30m`, in milliseconds. */
export const duration = (name: string, fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context) => {
      const milliseconds = ms(value.trim() as ms.StringValue);
      if (Number.isFinite(milliseconds) && milliseconds > 0) return milliseconds;
      context.addIssue(`${name} must be a time such as 30m, 1h or 2d.`);
      return z.NEVER;
    });
