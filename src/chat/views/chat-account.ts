import type { ChatIdentity } from '#domain/chat-identity.ts';
import { platformName } from '#words/platform-name.ts';
import type { Inline } from '../screen.ts';

/** A chat account: a mention on its own platform, elsewhere the name, or the id where no name is known. */
export function chatAccount(identity: ChatIdentity, name: string | null): Inline[] {
  return [
    `${platformName(identity.platform)} `,
    { type: 'person', identities: [identity], name: name ?? identity.user },
  ];
}
