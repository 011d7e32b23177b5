import { type Finding, fix, off, ok } from '#chat/finding.ts';
import type { Database } from '#database/connection.ts';
import { passkeySite } from '#domain/passkey-site.ts';
import { everybodysPasskeys } from '#services/passkeys/operator.ts';
import type { Config } from '../src/config.ts';
import { stepUpPosture } from '../src/start/posture.ts';
import { publicUrlOf } from '../src/start/public-url.ts';

/** What takes a passkey, who has one, and whose are useless because the host of PUBLIC_URL has changed. */
export async function examinePasskeys(config: Config, db: Database): Promise<Finding> {
  const publicUrl = publicUrlOf(config);
  const everybody = await everybodysPasskeys({ db, settings: { mail: false, publicUrl: () => publicUrl } });
  const useless = everybody.filter(({ passkeys }) => passkeys.some(({ isUsable }) => !isUsable));
  if (useless.length > 0) {
    const names = useless.map(({ email }) => email).join(', ');
    return fix(
      'Passkeys',
      `${names} have passkeys for another host than ${passkeySite(publicUrl)?.rpId ?? publicUrl}. Set PUBLIC_URL back, or reset their passkeys (npm run hexa -- passkeys reset EMAIL).`,
    );
  }
  const people = everybody.length === 1 ? '1 user has one' : `${everybody.length} users have one`;
  const text = `${stepUpPosture(config)}; ${people}`;
  return config.stepUp === 'off' ? off('Passkeys', text) : ok('Passkeys', text);
}
