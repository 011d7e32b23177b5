import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkPort } from '../../src/start/open-port.ts';
import { hostsOf, publicUrlOf } from '../../src/start/public-url.ts';

describe('people are sent', () => {
  it.each([
    ['127.0.0.1', null, 'http://localhost:3000', ['127.0.0.1', '::1']],
    ['::1', null, 'http://localhost:3000', ['127.0.0.1', '::1']],
    ['localhost', null, 'http://localhost:3000', ['127.0.0.1', '::1']],
    ['127.0.0.1', 'https://hexa.example.com', 'https://hexa.example.com', ['127.0.0.1']],
    ['127.0.0.1', 'http://localhost:3000', 'http://localhost:3000', ['127.0.0.1', '::1']],
    ['0.0.0.0', null, 'http://0.0.0.0:3000', ['0.0.0.0']],
    ['fd00::7', null, 'http://[fd00::7]:3000', ['fd00::7']],
  ])('with HOST %s and PUBLIC_URL %s to %s, and %j is listened on', (host, publicUrl, url, hosts) => {
    const http = { host, port: 3000, publicUrl };
    expect(publicUrlOf({ http })).toBe(url);
    expect(hostsOf(http)).toEqual(hosts);
  });

  it('to nobody else: the other address of localhost is ours too, or the start is refused', async () => {
    const other = createServer();
    await once(other.listen(0, '::1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const where = { hosts: ['127.0.0.1', '::1'] as const, port, names: { host: 'HOST', port: 'PORT' } };
    await expect(checkPort(where)).rejects.toThrow(`Port [::1]:${port} is taken by another process.`);
    other.close();
  });
});
