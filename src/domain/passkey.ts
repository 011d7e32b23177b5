/** A passkey as its owner sees it. */
export interface Passkey {
  id: string;
  name: string;
  addedAt: Date;
  usedAt: Date | null;
  /** It was made for the host that PUBLIC_URL has now; else browsers do not find it. */
  isUsable: boolean;
}
