import { describe, expect, it } from 'vitest';
import type { Field } from '#chat/screen.ts';
import { type FormScreen, Guide, saidAs } from '#console/guide.ts';

const fields: Field[] = [
  { name: 'first', type: 'text', label: 'First name', required: true },
  { name: 'password', type: 'password', label: 'Password', required: true },
  {
    name: 'roles',
    type: 'choices',
    label: 'Roles',
    required: true,
    options: [
      { value: 'r1', label: 'admin' },
      { value: 'r2', label: 'bot builder' },
    ],
  },
];
const screen: FormScreen = {
  title: 'Add user',
  tone: 'neutral',
  parts: [],
  fields,
  form: { name: 'users.add', draft: 'd', submit: 'Add user', close: 'Cancel', working: '…' },
};
const progress = (step: number, of: number): string => `${step}/${of}`;

describe('Guide', () => {
  it('asks field after field, then whether it is right', () => {
    const guide = new Guide(screen);
    const asked: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      asked.push(`${guide.field?.name ?? 'review'} ${guide.question(progress).progress}`.trim());
      guide.settle({});
    }
    expect(asked).toEqual(['first 1/3', 'password 2/3', 'roles 3/3', 'review']);
  });

  it('stays where the answer has a problem, and minds none of what was not asked yet', () => {
    const guide = new Guide(screen);
    expect(guide.settle({ password: 'Please fill this in.' })).toBeNull();
    expect(guide.settle({ password: 'At least 8 characters.', roles: 'Choose one.' })).toBe(
      'At least 8 characters.',
    );
    expect(guide.field?.name).toBe('password');
  });

  it('goes back to an earlier answer that became a problem', () => {
    const guide = new Guide(screen);
    guide.settle({});
    expect(guide.settle({ first: 'Taken.' })).toBe('Taken.');
    expect(guide.field?.name).toBe('first');
  });

  it('takes choices by label or value, typed with commas, and names them when one is none', () => {
    const guide = new Guide(screen);
    guide.settle({});
    guide.settle({});
    expect(guide.take('Admin, bot builder')).toBeNull();
    expect(guide.values.roles).toEqual(['r1', 'r2']);
    expect(guide.take(['r2'])).toBeNull();
    expect(guide.values.roles).toEqual(['r2']);
    expect(guide.take('wizard')).toEqual(['admin', 'bot builder']);
    expect(guide.values.roles).toEqual(['r2']);
  });

  it('goes back, with the old answer but no old password', () => {
    const guide = new Guide(screen);
    expect(guide.back()).toBe(false);
    guide.take(' Ann ');
    guide.settle({});
    guide.take(' secret words ');
    guide.settle({});
    guide.back();
    expect(guide.question(progress).field).toMatchObject({ name: 'password', initial: '' });
    guide.back();
    expect(guide.question(progress).field).toMatchObject({ name: 'first', initial: 'Ann' });
    expect(guide.values.password).toBe(' secret words ');
  });

  it('says answers in words, and never a password', () => {
    expect(saidAs(fields[1]!, 'secret')).toBe('••••••••');
    expect(saidAs(fields[2]!, ['r2', 'r1'])).toBe('bot builder, admin');
    expect(saidAs(fields[0]!, '')).toBe('–');
  });
});
