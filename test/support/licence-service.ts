import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type LicenceAnswer = { status: number; body: string } | 'hang';

/** Plays the licence service: Lemon Squeezy's `licenses/validate`. */
export interface LicenceService extends AsyncDisposable {
  url: string;
  /** What was asked, in order. */
  asked: { path: string; key: string | null; instance: string | null }[];
  answer: LicenceAnswer;
}

export async function startLicenceService(): Promise<LicenceService> {
  const service: Pick<LicenceService, 'asked' | 'answer'> = { asked: [], answer: proKey() };
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const { url: path = '' } = request;
    service.asked.push({ path, key: form.get('license_key'), instance: form.get('instance_id') });
    if (service.answer === 'hang') return;
    response.writeHead(service.answer.status, { 'content-type': 'application/json' });
    response.end(service.answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(service, {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** The answer about a key of this product and status, activated for the instance `i1`. */
export function proKey(status = 'active', product = 'Hexabot Pro'): LicenceAnswer {
  const valid = status === 'active';
  return {
    status: valid ? 200 : 400,
    body: JSON.stringify({
      valid,
      error: valid ? null : `This license key is ${status}.`,
      license_key: { id: 1, status, key: 'K', activation_limit: 1, activation_usage: 1 },
      instance: { id: 'i1', name: 'ours' },
      meta: { product_name: product },
    }),
  };
}

export function unknownKey(): LicenceAnswer {
  return {
    status: 404,
    body: JSON.stringify({
      valid: false,
      error: 'license_key not found.',
      license_key: null,
      instance: null,
      meta: null,
    }),
  };
}
