import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** A body that is larger than allowed, or packed in a way that we do not read. */
export class UnreadableBody extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnreadableBody';
  }
}

const MAX_ENCODINGS = 2;

/**
 * Reads a body to its end, unpacked as its Content-Encoding says.
 * Throws UnreadableBody as soon as more than `maxBytes` have been unpacked, whatever was announced.
 */
export async function readBody(
  body: Readable,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  // A stream that is dropped may still fail afterwards, and a failure that nobody listens to ends the process.
  body.on('error', () => undefined);
  const encodings = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > MAX_ENCODINGS) throw drop(body, `the body is packed ${encodings.length} times over`);
  let source: Readable = body;
  for (const encoding of encodings.reverse()) {
    const unpack = await unpackerOf(encoding, source);
    if (unpack === undefined) throw drop(body, `the body is packed as ${encoding}, which we do not read`);
    source.on('error', (error) => unpack.destroy(error));
    unpack.on('error', () => undefined);
    source = source.pipe(unpack);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of source) {
      length += chunk.length;
      if (length > maxBytes)
        throw new UnreadableBody(`the document is larger than ${Math.round(maxBytes / 1_048_576)} MB`);
      chunks.push(chunk);
    }
  } finally {
    body.destroy();
  }
  return Buffer.concat(chunks, length);
}

async function unpackerOf(encoding: string, source: Readable): Promise<Transform | undefined> {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  if (encoding !== 'deflate') return undefined;
  // Half the servers send raw deflate under this name: the zlib header's low four bits are 8, RFC 1950.
  const first = await firstByte(source);
  return first !== undefined && (first & 15) === 8 ? createInflate() : createInflateRaw();
}

async function firstByte(source: Readable): Promise<number | undefined> {
  for (;;) {
    const chunk: unknown = source.read();
    if (chunk instanceof Uint8Array && chunk.length > 0) {
      source.unshift(chunk);
      return chunk[0];
    }
    if (source.readableEnded || source.destroyed) return undefined;
    await new Promise<void>((done) => {
      source.once('readable', done);
      source.once('end', done);
      source.once('error', () => done());
    });
  }
}

function drop(body: Readable, reason: string): UnreadableBody {
  body.destroy();
  return new UnreadableBody(reason);
}
