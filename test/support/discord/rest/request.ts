import type { IncomingMessage } from 'node:http';
import { ApiError } from '../api-error.ts';
import type { FileUpload, Json } from '../wire.ts';

export interface ReceivedBody {
  json: unknown;
  files: readonly FileUpload[];
}

/**
 * Bodies are JSON, or multipart with the JSON in `payload_json` and files in `files[n]`.
 * @see https://docs.discord.com/developers/reference#uploading-files
 */
export async function readBody(request: IncomingMessage): Promise<ReceivedBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) return { json: undefined, files: [] };
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { json: parse(bytes.toString('utf8')), files: [] };

  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files: FileUpload[] = [];
  for (const [field, value] of form)
    if (typeof value !== 'string')
      files.push({ field, name: value.name, size: value.size, type: value.type });
  const text = form.get('payload_json');
  return { json: typeof text === 'string' ? parse(text) : {}, files };
}

export function asObject(json: unknown): Json {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new ApiError('bad_json');
  return json as Json;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('bad_json');
  }
}
