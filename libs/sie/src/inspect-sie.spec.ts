import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';

import { inspectSie } from './inspect-sie.js';

const folder = mkdtempSync(join(tmpdir(), 'sie-'));
const path = join(folder, 'file.se');
const written = (content: string | Buffer): string => {
  writeFileSync(path, content);
  return path;
};
const inspect = (content: string | Buffer) => inspectSie(written(content));
const refusal = (content: string | Buffer): unknown => {
  try {
    return inspect(content);
  } catch (error) {
    return error;
  }
};
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const named = (name: string) => `#FLAGGA 0\n#FORMAT PC8\n#FNAMN "${name}"\n`;

describe('what a file is', () => {
  it('is told by hash, size and encoding, in one pass whose chunks the caller sees', () => {
    const content = Buffer.from(named('Region Exempel').repeat(20_000));
    const seen: Buffer[] = [];
    const facts = inspectSie(written(content), (chunk) => seen.push(Buffer.from(chunk)));
    expect(facts).toEqual({
      sha256: createHash('sha256').update(content).digest('hex'),
      size: content.length,
      encoding: 'ascii',
    });
    expect(seen.length).toBeGreaterThan(1);
    expect(Buffer.concat(seen).equals(content)).toBe(true);
  });

  it.each(['\n\r\n  ', '\u001a\t'])('may begin with blanks (%j)', (blanks) => {
    expect(inspect(blanks + named('A')).encoding).toBe('ascii');
  });
});

describe('the encoding', () => {
  it.each([
    ['utf-8', Buffer.from(named('Hälsa och sjukvård'))],
    ['utf-8', Buffer.from(`\ufeff${named('ASCII behind a mark')}`)],
    ['cp437', iconv.encode(named('Hälsa och sjukvård'), 'cp437')],
    ['latin1', iconv.encode(named('Hälsa och sjukvård'), 'windows1252')],
    ['ascii', Buffer.from(named('Halsa'))],
    ['cp437', iconv.encode(named('½ timme'), 'cp437')],
  ])('is %s by the bytes, whatever #FORMAT says', (encoding, content) => {
    expect(inspect(content).encoding).toBe(encoding);
  });

  it('goes by the majority where a CP437 file holds a stray byte of the other side', () => {
    const content = Buffer.concat([iconv.encode(named('Åsa Öberg'), 'cp437'), Buffer.from([0xe5, 0x0a])]);
    expect(inspect(content).encoding).toBe('cp437');
  });

  it.each([1, 2, 3])('is not mistaken where a chunk ends inside a character, %i bytes before its end', (back) => {
    const head = '#FLAGGA 0\n';
    for (const letter of ['å', '€', '😀']) {
      const content = `${head}${'a'.repeat((1 << 18) - head.length - back)}${letter}\nmer ${letter}\n`;
      expect(inspect(content).encoding).toBe('utf-8');
    }
  });

  it('stays UTF-8 where a truncated file ends inside a character', () => {
    const content = Buffer.from(named('Sjukvård å'));
    expect(inspect(content.subarray(0, content.lastIndexOf(0xc3) + 1)).encoding).toBe('utf-8');
  });

  it('is not UTF-8 where a chunk ends in half a character and the next one does not go on with it', () => {
    const head = '#FLAGGA 0\n';
    const bytes = Buffer.from(`${head}${'a'.repeat((1 << 18) - head.length - 1)}\u00e5`, 'latin1');
    expect(inspect(Buffer.concat([bytes, Buffer.from('abc\n')])).encoding).toBe('latin1');
  });
});

describe('what is no SIE file', () => {
  it.each([
    ['den är tom', ''],
    ['den är tom', '\n\n'],
    ['det är ett PDF-dokument', '%PDF-1.7\n%âãÏÓ'],
    ['det är en webbsida', '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<title>404 Not Found</title>'],
    ['det är en webbsida', '<html><body>#FLAGGA 0</body></html>'],
    ['det är XML eller HTML', '<?xml version="1.0"?><Invoice/>'],
    ['det är en ZIP- eller Excelfil', 'PK\u0003\u0004'],
    ['den är komprimerad', Buffer.from([0x1f, 0x8b, 8])],
    ['den är skriven i UTF-16', Buffer.from('\ufeff#FLAGGA 0\n', 'utf16le')],
    ['den börjar med något annat', 'Konto;Belopp\n1930;100\n'],
    ['den börjar med något annat', '#PROGRAM "x" 1\n#FLAGGA 0\n'],
    ['den börjar med något annat', '#FLAGGAN 0\n'],
  ])('is refused: %s', (found, content) => {
    expect(refusal(content)).toMatchObject({ code: 'NOT_SIE_FILE', details: { found } });
  });

  it.each([
    '<?xml version="1.0" encoding="utf-8"?>\n<Sie xmlns="http://www.sie.se/sie5">',
    '\ufeff<?xml version="1.0"?>\n<sie:SieEntry xmlns:sie="http://www.sie.se/sie5">',
  ])('is SIE 5, which is recognised and refused', (content) => {
    expect(refusal(content)).toMatchObject({ code: 'SIE5_NOT_SUPPORTED' });
  });

  it('leaves it to the file system to say that there is no file', () => {
    expect(() => inspectSie(join(folder, 'none.se'))).toThrow('ENOENT');
  });
});
