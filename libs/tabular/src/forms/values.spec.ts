import { describe, expect, it } from '@jest/globals';

import { type Leaf, Unread } from './leaf.js';
import { listLeaf, pairsLeaf, plainPart, sharePart, wholePart } from './lists.js';
import { amountLeaf, integerLeaf, organisationNumberLeaf, shareLeaf, textLeaf, wordLeaf, yesNoLeaf } from './values.js';

const text = (leaf: Leaf, written: string) => leaf.read({ kind: 'text', text: written }, 1900);
const number = (leaf: Leaf, stored: string, isDate = false) =>
  leaf.read({ kind: 'number', text: stored, isDate }, 1900);
const unread = expect.any(Unread);

describe('an amount in a cell', () => {
  it('is a number, or text as people write it', () => {
    expect([
      number(amountLeaf, '1234.5'),
      number(amountLeaf, '1234.5000000000001'),
      text(amountLeaf, '1 234,50 kr'),
    ]).toEqual(Array(3).fill('1234.50'));
    expect(number(amountLeaf, '-0.1')).toBe('-0.10');
  });

  it('is not guessed', () => {
    const unreadable = [number(amountLeaf, '1234.567'), number(amountLeaf, '46000', true), number(amountLeaf, '1e20'), text(amountLeaf, '1.234'), text(amountLeaf, 'tusen')]; // prettier-ignore
    expect(unreadable).toEqual(Array(5).fill(unread));
  });

  it('says why it cannot be read, and not what stood there', () => {
    expect(text(amountLeaf, '1.234')).toEqual(new Unread(expect.stringContaining('på två sätt') as never));
  });
});

describe('a share in a cell', () => {
  it('is a part or a percentage', () => {
    expect([
      text(shareLeaf, '0,6'),
      text(shareLeaf, '0.60'),
      text(shareLeaf, '60 %'),
      number(shareLeaf, '0.6'),
    ]).toEqual(Array(4).fill('0.6'));
    expect([text(shareLeaf, '12,5%'), text(shareLeaf, '100 %'), number(shareLeaf, '1')]).toEqual(['0.125', '1', '1']);
  });

  it.each(['60', '0', '1,2', '101 %', 'hälften'])('is never %s', (written) => {
    expect(text(shareLeaf, written)).toEqual(unread);
  });
});

describe('other values in a cell', () => {
  it('are read as they are typed', () => {
    expect(text(organisationNumberLeaf, '232100-0164')).toBe('2321000164');
    expect(number(organisationNumberLeaf, '2321000164')).toBe('2321000164');
    expect(text(textLeaf('text'), '  § 45 ')).toBe('§ 45');
    expect(number(textLeaf('text'), '4511')).toBe('4511');
    expect(number(textLeaf('fyra siffror', 4), '180')).toBe('0180');
    expect(number(integerLeaf('ett år'), '2026')).toBe(2026);
    expect(text(yesNoLeaf, 'JA')).toBe(true);
    expect(text(yesNoLeaf, 'FALSE')).toBe(false);
    expect(text(wordLeaf(new Map([['egen enhet', 'unit']])), 'Egen  Enhet ')).toBe('unit');
  });

  it('are refused where they are something else', () => {
    expect(number(textLeaf('text'), '46120', true)).toEqual(unread);
    expect(text(organisationNumberLeaf, '232100-0165')).toEqual(unread);
    expect(number(integerLeaf('ett år'), '1.5')).toEqual(unread);
    expect(text(wordLeaf(new Map([['egen enhet', 'unit']])), 'unit')).toEqual(unread);
    expect(text(yesNoLeaf, 'kanske')).toEqual(unread);
  });
});

describe('several values in a cell', () => {
  const areas = listLeaf(wholePart, 'områden');
  const ids = listLeaf(plainPart, 'id:n');
  const shares = pairsLeaf({ first: { field: 'area', part: wholePart }, second: { field: 'share', part: sharePart }, alone: '1' }, 'andelar'); // prettier-ignore
  const codes = pairsLeaf({ first: { field: 'dimension', part: plainPart }, second: { field: 'code', part: plainPart } }, 'koder'); // prettier-ignore

  it('stand with semicolons, commas or line ends between', () => {
    expect([text(areas, '1; 3;8'), text(areas, '1,3, 8'), text(areas, '1\n3\n8')]).toEqual(Array(3).fill([1, 3, 8]));
    expect([text(areas, '1–3'), text(areas, '5 - 6; 8'), number(areas, '8')]).toEqual([[1, 2, 3], [5, 6, 8], [8]]); // prettier-ignore
    expect(text(ids, 'primarvard; nv-1-8')).toEqual(['primarvard', 'nv-1-8']);
  });

  it.each(['1;;2', '1; två', '8–1', '1,5 och 2'])('are not guessed: %s', (written) => {
    expect(text(areas, written)).toEqual(unread);
  });

  it('are pairs with a colon', () => {
    const split = [{ area: 1, share: '0.6' }, { area: 2, share: '0.4' }]; // prettier-ignore
    expect([text(shares, '1: 0,6; 2: 0,4'), text(shares, '1=60 %;2=40 %'), text(shares, '1: 0,6\n2: 0,4;')]).toEqual(Array(3).fill(split)); // prettier-ignore
    expect([text(shares, '8'), number(shares, '8')]).toEqual(Array(2).fill([{ area: 8, share: '1' }]));
    expect(text(codes, '6: 28101; 1: "a;b:""c"""')).toEqual([
      { dimension: '6', code: '28101' },
      { dimension: '1', code: 'a;b:"c"' },
    ]);
  });

  it.each(['1: 0,6; 2', '1: 60', ': 0,6', '1: 0,6 2: 0,4', 'ett: 1'])(
    'whose parts are in doubt are refused: %s',
    (written) => {
      expect(written === '1: 0,6; 2' ? text(codes, '6: 1; 7') : text(shares, written)).toEqual(unread);
    },
  );

  it('are written as they are read', () => {
    const pairs = [{ dimension: '6', code: ' a;"b"' }];
    const written = codes.write(pairs);
    expect(written?.kind === 'text' ? text(codes, written.text) : null).toEqual(pairs);
  });
});
