import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** A document as text, and the encoding it was read by, as WHATWG names it. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
}

/** A document as text in pieces, none of which ends within a tag's or an entity's name. */
export interface Pieces {
  readonly pieces: readonly string[];
  readonly encoding: string;
}

/** First bytes that settle the encoding: byte order marks, then `<?` or `<` in wide characters; the length is what to skip. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], encoding: string, skip: number])[] = [
  [[0xff, 0xfe, 0, 0], 'utf-32le', 4],
  [[0, 0, 0xfe, 0xff], 'utf-32be', 4],
  [[0xef, 0xbb, 0xbf], 'utf-8', 3],
  [[0xfe, 0xff], 'utf-16be', 2],
  [[0xff, 0xfe], 'utf-16le', 2],
  [[0, 0, 0, 0x3c], 'utf-32be', 0],
  [[0x3c, 0, 0, 0], 'utf-32le', 0],
  [[0, 0x3c, 0, 0x3f], 'utf-16be', 0],
  [[0x3c, 0, 0x3f, 0], 'utf-16le', 0],
];
/** Declared names that are too narrow: WHATWG reads gb2312 and gbk by their superset. */
const WIDER: ReadonlyMap<string, string> = new Map(
  Object.entries({ gb2312: 'gb18030', gbk: 'gb18030', 'x-gbk': 'gb18030' }),
);
/** Single-byte encodings that software declares without thinking. */
const CARELESS = new Set(['windows-1252', 'us-ascii', 'ascii']);
const DECLARATION_BYTES = 1_024;
/** Memory for strings beyond some 128 KB is asked of the system each time, which costs more than decoding them. */
const PIECE_BYTES = 16_384;
const LESS = 60;
const AMPERSAND = 38;

/**
 * Reads bytes as text: byte order mark, then the charset of the HTTP header, then the XML declaration, then UTF-8 if that
 * holds throughout, then windows-1252. A declared encoding that the bytes contradict is passed over. Never throws.
 */
export function decode(bytes: Uint8Array, contentType: string | undefined): Decoded {
  const { pieces, encoding } = decodePieces(bytes, contentType);
  return { text: pieces.join(''), encoding };
}

/** As `decode`, in pieces: a large document is quicker to read so. */
export function decodePieces(bytes: Uint8Array, contentType: string | undefined): Pieces {
  for (const [signature, encoding, skip] of SIGNATURES) {
    if (signature.every((byte, at) => bytes[at] === byte)) {
      const decoded = decodeAs(bytes.subarray(skip), encoding, false);
      if (decoded !== undefined) return decoded;
    }
  }
  const declared = declaredIn(bytes);
  for (const label of [charsetOf(contentType), declared]) {
    if (label === undefined) continue;
    const decoded = decodeAs(bytes, label, true);
    if (decoded === undefined) continue;
    if (!CARELESS.has(decoded.encoding)) return decoded;
    return decodeAs(bytes, 'utf-8', true) ?? decoded;
  }
  return decodeAs(bytes, 'utf-8', true) ?? decodeAs(bytes, 'windows-1252', false) ?? { pieces: [], encoding: 'utf-8' };
}

function decodeAs(bytes: Uint8Array, label: string, strict: boolean): Pieces | undefined {
  const name = label.toLowerCase();
  const encoding = WIDER.get(name) ?? name;
  if (encoding === 'utf-8' && isUtf8(bytes)) return { pieces: piecesOf(bytes), encoding };
  try {
    const decoder = new TextDecoder(encoding, { fatal: strict });
    return { pieces: [decoder.decode(bytes)], encoding: decoder.encoding };
  } catch {
    if (!iconv.encodingExists(encoding) || /^utf-?8$/.test(encoding)) return undefined;
    return { pieces: [iconv.decode(bufferOf(bytes), encoding)], encoding };
  }
}

/** The text of valid UTF-8, cut before the last `<` or `&` of the second half of each piece, and where there is none, at its end. */
function piecesOf(bytes: Uint8Array): readonly string[] {
  const buffer = bufferOf(bytes);
  const pieces: string[] = [];
  let from = 0;
  while (buffer.length - from > PIECE_BYTES) {
    const to = cutIn(buffer, from + PIECE_BYTES / 2, from + PIECE_BYTES);
    // Quicker than TextDecoder, and text within Latin-1 takes half the memory.
    pieces.push(buffer.toString('utf8', from, to));
    from = to;
  }
  pieces.push(buffer.toString('utf8', from));
  return pieces;
}

function cutIn(bytes: Buffer, from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) {
    if (bytes[at] === LESS || bytes[at] === AMPERSAND) return at;
  }
  // Not within a character: what follows its first byte begins with the bits 10.
  let end = to;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The charset parameter of a Content-Type. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec((contentType ?? '').slice(0, 400))?.[1];
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const at = head.indexOf('<?xml');
  if (at < 0) return undefined;
  const end = head.indexOf('>', at);
  const declaration = head.slice(at, end < 0 ? undefined : end);
  const label = /encoding\s*=\s*["']\s*([\w.:-]{1,40})/i.exec(declaration)?.[1];
  // Bytes that could be read as ASCII this far are not UTF-16, whatever they say.
  return label !== undefined && /^(?:utf-?16|utf-?32|ucs|iso-10646)/i.test(label) ? undefined : label;
}
