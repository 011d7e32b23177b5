import { inParallel } from '../measure.ts';
import type { OpenForm } from '../slack-side.ts';
import type { World } from '../world.ts';

/** As many forms to add a user, each on the screen of somebody else. */
export async function openForms(world: World, address: string, count: number): Promise<OpenForm[]> {
  const forms: OpenForm[] = [];
  await inParallel(count, 10, async () => {
    forms.push(await world.slack.open(address, world.somebody(), 'users add'));
  });
  return forms;
}

/** A form that has nothing wrong. */
export function filledIn(username: string): Record<string, string | string[]> {
  return {
    'First name': 'New',
    'Last name': username,
    Username: username,
    Email: `${username}@example.com`,
    Password: 'correct horse battery',
    'Confirm password': 'correct horse battery',
    Roles: ['manager'],
  };
}
