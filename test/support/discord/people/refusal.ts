/** What Discord's own client does not let a person do: nothing is sent to the app. */
export class ClientRefusal extends Error {}

export function refuseUnless(condition: unknown, reason: string): asserts condition {
  if (!condition) throw new ClientRefusal(reason);
}
