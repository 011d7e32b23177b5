import type { Accounts } from '#chat/platform.ts';
import type { Deps } from '#services/deps.ts';
import {
  linkedPersonas,
  linkPersona,
  permissionsOf,
  signInToConsole,
  whoIs,
} from '#services/links/console-people.ts';

/** Users for a platform that has no accounts of its own. `firstAdmin`: their email. */
export function accountsOf(deps: Deps, { firstAdmin }: { firstAdmin: string }): Accounts {
  return {
    whoIs: (identity) => whoIs(deps, identity),
    signIn: (email, password) => signInToConsole(deps, email, password),
    permissionsOf: (people) => permissionsOf(deps, people),
    linkFirstAdmin: (persona) => linkPersona(deps, persona, firstAdmin),
    linked: (personas) => linkedPersonas(deps, personas),
  };
}
