import { createHmac } from 'node:crypto';

/**
 * Hexabot's own confirmation link (docs/hexabot.md, Confirming an account): a JWT, HS256, with the claims email, iat
 * and exp in seconds. Signing one is a single HMAC; reading one, where mistakes are made, is left to Hexabot.
 */
export function hexabotConfirmLink(
  { secret, frontendBaseUrl }: { secret: string; frontendBaseUrl: string },
  { email, at, lifeMs }: { email: string; at: Date; lifeMs: number },
): string {
  const iat = Math.floor(at.getTime() / 1000);
  const claims = { email, iat, exp: iat + Math.floor(lifeMs / 1000) };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  const signature = createHmac('sha256', secret).update(signed).digest('base64url');
  return `${frontendBaseUrl}/login/${signed}.${signature}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
