import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** User present and verified (W3C Web Authentication, section 6.1). */
const FLAGS = 0x05;

/** A passkey without a browser, for runs of hundreds: ES256, and a counter that stays 0, as a synced passkey has it. */
export class SoftPasskey {
  readonly credentialId = randomBytes(16).toString('base64url');
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** As a COSE key, base64url. */
  get publicKey(): string {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    const [left, right] = [x, y].map((part) => Buffer.from(part!, 'base64url'));
    const cose = ['a5010203262001215820', left!.toString('hex'), '225820', right!.toString('hex')];
    return Buffer.from(cose.join(''), 'hex').toString('base64url');
  }

  /** What a browser on this page sends once the device has signed the challenge. */
  sign(challenge: string, page: URL): object {
    const authenticatorData = Buffer.concat([sha256(page.hostname), Buffer.from([FLAGS, 0, 0, 0, 0])]);
    const clientData = Buffer.from(
      JSON.stringify({ type: 'webauthn.get', challenge, origin: page.origin, crossOrigin: false }),
    );
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    const { credentialId: id } = this;
    return {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        authenticatorData: authenticatorData.toString('base64url'),
        clientDataJSON: clientData.toString('base64url'),
        signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
      },
    };
  }
}
