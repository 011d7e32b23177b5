import type { By } from '#domain/by.ts';
import type { Approvals } from '#domain/role-policy.ts';
import type { Standing } from '#domain/standing.ts';
import type { Actor } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import type { Declarations } from './declared.ts';
import type { Invocation } from './invocation.ts';
import type { Screen } from './screen.ts';
import type { Services } from './services.ts';
import type { Surfaces } from './surfaces.ts';

/** What this installation is set to, as far as people in chat need to know it. */
export interface Setup {
  passwords: 'form' | 'invite';
  mail: boolean;
  /** CHATOPS_APPROVALS: said before something is refused for it. */
  approvals: Approvals;
  /** CHATOPS_LINK_BY_EMAIL. */
  linkByEmail: boolean;
  /** Hexabot's own confirmation links are mailed, which work until they expire (CHATOPS_CONFIRM). */
  hexabotLinks: boolean;
  /** Who is disabled loses their sessions and MCP tokens in Hexabot's panel (CHATOPS_LOCKOUT). */
  signsOut: boolean;
  /** True on a database of our own (docs/design.md, section 1). */
  standalone: boolean;
  /** Address of Hexabot's panel, without a trailing slash. */
  frontendBaseUrl: string | null;
}

/** What a handler gets. */
export interface Context {
  invocation: Invocation;
  words: Words;
  /** Where this person's clocks are: what dates they type are read by, and UTC where nobody says. */
  zone: string;
  standing: Standing;
  /** The linked user. Throws where the gate was not asked for one (`needs.until: 'workspace'`). */
  readonly actor: Actor;
  readonly by: By;
  setup: Setup;
  services: Services;
  surfaces: Pick<Surfaces, 'profile'>;
  catalogue: Declarations;
  /**
   * The form of one of this person's drafts with what was typed, in the same draft unless it starts over with an
   * earlier step; the form's own needs are asked. Throws `outdated` when the draft is gone or somebody else's, and the
   * gate's refusal.
   */
  reopenForm(draft: string): Promise<Screen>;
  now: Date;
}
