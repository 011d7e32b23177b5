import { createRefusalAudit } from './audit.ts';
import { createUser, newUserProblems } from './create-user.ts';
import type { Deps } from './deps.ts';
import { firstDelivery, giveBackDraft, saveDraft, takeDraft } from './drafts.ts';
import { findUser } from './find-user.ts';
import { listUsers } from './list-users.ts';
import { saveProfile } from './profiles.ts';
import { allRoles } from './roles.ts';
import { loadStanding } from './standing.ts';

/** The same function without its first parameter. */
type Bound<F> = F extends (deps: Deps, ...rest: infer A) => infer R ? (...rest: A) => R : never;

/** The use cases as the chat core wants them (`src/chat/services.ts`). */
export function createServices(deps: Deps) {
  const bind = <F extends (deps: Deps, ...rest: never[]) => unknown>(use: F) =>
    ((...rest: never[]) => use(deps, ...rest)) as Bound<F>;
  return {
    standing: bind(loadStanding),
    users: {
      list: bind(listUsers),
      find: bind(findUser),
      problems: bind(newUserProblems),
      create: bind(createUser),
    },
    roles: { all: bind((given: Deps) => allRoles(given)) },
    drafts: { save: bind(saveDraft), take: bind(takeDraft), giveBack: bind(giveBackDraft) },
    firstDelivery: bind(firstDelivery),
    saveProfile: bind(saveProfile),
    auditRefusal: createRefusalAudit(deps),
  };
}
