import { expect, it } from 'vitest';
import { type Found, judge } from '#domain/lockout.ts';

const FOUND: Found = {
  recorded: null,
  state: false,
  holdsRoles: false,
  witness: 'none',
  lockout: true,
  panelEnables: 'undo',
};

it.each<[string, Partial<Found>, ReturnType<typeof judge>]>([
  ['pending, as it was', { recorded: 'pending' }, 'nothing'],
  ['pending and switched on', { recorded: 'pending', state: true }, 'let_in'],
  ['pending and given roles', { recorded: 'pending', holdsRoles: true }, 'set_aside'],
  ['disabled, as it was', { recorded: 'disabled' }, 'nothing'],
  ['disabled and switched on by nobody', { recorded: 'disabled', state: true }, 'shut_out'],
  [
    'disabled, given roles and switched on by nobody',
    { recorded: 'disabled', state: true, holdsRoles: true },
    'shut_out',
  ],
  ['disabled and switched on by an admin', { recorded: 'disabled', state: true, witness: 'may' }, 'let_in'],
  ['disabled and switched on by a link', { recorded: 'disabled', state: true, witness: 'other' }, 'shut_out'],
  [
    'disabled and switched on by nobody knows whom, where that is trusted',
    { recorded: 'disabled', state: true, panelEnables: 'trust' },
    'trusted',
  ],
  [
    'disabled and switched on by a link, where only what nobody saw is trusted',
    { recorded: 'disabled', state: true, witness: 'other', panelEnables: 'trust' },
    'shut_out',
  ],
  ['disabled and given roles', { recorded: 'disabled', holdsRoles: true }, 'set_aside'],
  [
    'disabled, given roles and named by an admin',
    { recorded: 'disabled', holdsRoles: true, witness: 'may' },
    'set_aside',
  ],
  ['without a record, off', { holdsRoles: true }, 'nothing'],
  ['without a record, on', { state: true }, 'let_in'],
  [
    'lockout off: disabled and switched on by nobody',
    { lockout: false, recorded: 'disabled', state: true },
    'let_in',
  ],
  [
    'lockout off: disabled and given roles',
    { lockout: false, recorded: 'disabled', holdsRoles: true },
    'nothing',
  ],
])('a user who is %s', (_what, found, verdict) => {
  expect(judge({ ...FOUND, ...found })).toBe(verdict);
});
