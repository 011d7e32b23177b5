import { z } from 'zod';

/**
 * A backup is text as pg_dump writes it, data only: a header, COPY for each table, values of sequences, and a last line
 * by which a file that was cut short is known.
 */
const HEADER = '-- hexabot-chatops backup ';
/** Last line of a backup: without it the copy is not whole. */
export const END = '-- end of backup';
/** Ends the rows of a table (PostgreSQL, COPY, "Text Format"); no row can look like it. */
export const END_OF_ROWS = '\\.';

const schema = z.object({
  format: z.literal(1),
  /** Version of the program that wrote it. */
  program: z.string(),
  at: z.iso.datetime(),
  /** Names of the migrations that its tables have. */
  migrations: z.array(z.string()),
  /** Version of the queue's tables. */
  queue: z.number(),
  /** CHATOPS_SECRET: what was mailed works on only with it. */
  secret: z.string(),
});
export type Header = z.output<typeof schema>;

/** The first line of a backup. */
export function writeHeader(header: Header): string {
  return `${HEADER}${JSON.stringify(header)}`;
}

/** Null where this is no first line of a backup that this version understands. */
export function readHeader(line: string): Header | null {
  if (!line.startsWith(HEADER)) return null;
  try {
    return schema.safeParse(JSON.parse(line.slice(HEADER.length))).data ?? null;
  } catch {
    return null;
  }
}

/** The lines of a stream, without what ends them. Only at newlines: rows may hold any other character. */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of stream) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      const line = chunk.subarray(from, at);
      yield parts.length === 0 ? line : Buffer.concat([...parts.splice(0), line]);
      from = at + 1;
    }
    if (from < chunk.length) parts.push(Buffer.from(chunk.subarray(from)));
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}
