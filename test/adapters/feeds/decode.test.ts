import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../adapters/feeds/decode.ts';

const TEXT = '<?xml version="1.0"?><a>año – ½ €</a>';
const declaring = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?><a>año ½</a>`;
const bytes = (text: string, encoding: string, addBOM = false): Uint8Array => iconv.encode(text, encoding, { addBOM });

describe('decode', () => {
  it.each([
    ['utf-8', 'utf-8'],
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
    ['utf-32le', 'utf-32le'],
    ['utf-32be', 'utf-32be'],
  ])('heeds the byte order mark of %s before all else', (encoding, name) => {
    expect(decode(bytes(TEXT, encoding, true), 'text/xml; charset=iso-8859-1')).toEqual({ text: TEXT, encoding: name });
  });

  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    'knows %s by its first bytes, whatever is declared',
    (encoding) => {
      expect(decode(bytes(TEXT, encoding), undefined)).toEqual({ text: TEXT, encoding });
    },
  );

  it('takes the charset of the header before the declaration', () => {
    const text = declaring('utf-8').replace('año ½', 'nő');

    expect(decode(bytes(text, 'iso-8859-2'), "application/xml; charset='ISO-8859-2'")).toEqual({
      text,
      encoding: 'iso-8859-2',
    });
  });

  it.each(['iso-8859-15', 'windows-1251', 'koi8-r', 'shift_jis', 'euc-kr', 'big5', 'cp437'])(
    'reads what is declared as %s',
    (encoding) => {
      const text = declaring(encoding).replace(
        'año ½',
        { shift_jis: '日本', 'euc-kr': '년', big5: '中文', 'iso-8859-15': '€', cp437: 'Ç' }[encoding] ?? 'мир',
      );

      expect(decode(bytes(text, encoding), undefined).text).toBe(text);
    },
  );

  it('reads gb2312 and gbk by the encoding that holds both', () => {
    const text = declaring('gb2312').replace('año ½', '中文');

    expect(decode(bytes(text, 'gbk'), undefined)).toEqual({ text, encoding: 'gb18030' });
  });

  it('passes over a declared encoding that the bytes contradict', () => {
    const latin = declaring('utf-8');
    const utf8 = declaring('us-ascii');

    expect(decode(bytes(latin, 'latin1'), 'text/xml; charset=utf-8')).toEqual({
      text: latin,
      encoding: 'windows-1252',
    });
    expect(decode(bytes(utf8, 'utf8'), undefined)).toEqual({ text: utf8, encoding: 'utf-8' });
    expect(decode(bytes(declaring('utf-16'), 'utf8'), undefined).encoding).toBe('utf-8');
  });

  it('falls back on UTF-8 and then on windows-1252', () => {
    expect(decode(bytes('“año”', 'utf8'), undefined)).toEqual({ text: '“año”', encoding: 'utf-8' });
    expect(decode(bytes('“año”', 'windows-1252'), 'text/xml; charset=nonsense')).toEqual({
      text: '“año”',
      encoding: 'windows-1252',
    });
    expect(decode(new Uint8Array(), undefined)).toEqual({ text: '', encoding: 'utf-8' });
  });
});
