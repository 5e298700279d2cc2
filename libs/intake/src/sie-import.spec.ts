import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { imports } from '#read-models';

import { expectComplete, february, january, nobodys, NONE, precise, skew } from './import.fixture.js';
import { BOOK, codeFacts, Scene } from './scene.fixture.js';
import { cost, sieFile, voucher } from './sie.fixture.js';

let scene: Scene;
afterEach(() => scene.close());

const refusing = (code: string) => expect.objectContaining({ code });

describe('a SIE file', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
  });

  it('is taken in voucher by voucher, with what of it is a cost', async () => {
    const report = await scene.take(january);
    expect(report).toMatchObject({
      ...{ book: BOOK, dryRun: false, kind: 'SIE4E', program: 'Ekonomisystemet 1.0', encoding: 'ascii' },
      vouchers: { ...NONE, read: 2, taken: 2 },
      lines: { read: 4, taken: 4 },
      ...{ debit: '300.50', credit: '300.50', refusals: [], changes: [], missing: [], warnings: [] },
      position: await scene.book.log.lastPosition(),
    });
    const told = (await scene.events()).filter(
      ({ correlationId }) => correlationId === `import-${report.import ?? ''}`,
    );
    expect(told.map(({ type }) => type)).toEqual([
      'ImportStarted',
      ...['VoucherRecorded', 'CostPosted', 'VoucherRecorded', 'CostPosted'],
      'ImportCompleted',
    ]);
    const { booked, used, areas } = await scene.figures();
    expect([booked, used, areas.map(({ area, used: ofArea }) => [area, ofArea])]).toEqual([
      ...['300.50', '300.50'],
      [
        [1, '180.30'],
        [2, '120.20'],
      ],
    ]);
  });

  it('a second time adds no voucher, and is told in the list of imports', async () => {
    const first = await scene.take(january);
    const { used, position } = await scene.figures();
    const again = await scene.take(january);
    expect(again.vouchers).toEqual({ ...NONE, read: 2, known: 2 });
    expect(again.import).not.toBe(first.import);
    const added = (await scene.events()).slice(position).map(({ type }) => type);
    expect(added).toEqual(['ImportStarted', 'ImportCompleted']);
    expect((await scene.figures()).used).toBe(used);
    const listed = await imports(scene.book.models.db, await scene.book.moment(), BOOK);
    expect(listed.map(({ import: id, completed }) => [id, completed?.vouchers.known])).toEqual([
      [first.import, 0],
      [again.import, 2],
    ]);
  });

  it('that goes on where the last one ended is taken from there', async () => {
    await scene.take(january);
    const { vouchers } = await scene.take([...january, ...february]);
    expect(vouchers).toEqual({ ...NONE, read: 4, taken: 2, known: 2 });
    expect((await scene.figures()).used).toBe('670.50');
  });

  it('takes what is whole, sets apart what does not balance, and refuses what cannot be read', async () => {
    const report = await scene.take([...january, precise, skew, january[0], nobodys]);
    expectComplete(report);
    expect(report.vouchers).toEqual({ ...NONE, read: 6, taken: 3, refused: 1, quarantined: 2 });
    expect(report.refusals.map(({ line, field, code }) => [code, field, typeof line])).toEqual([
      ['AMOUNT_TOO_PRECISE', 'amount', 'number'],
      ['VOUCHER_UNBALANCED', null, 'number'],
      ['VOUCHER_NUMBER_TWICE', null, 'number'],
    ]);
    expect(report.refusals[1]?.message).toContain('skiljer 1\u00a0239,50 kr'); // no-break space
    const [completed] = await scene.events('ImportCompleted');
    expect(completed?.data).toMatchObject({ vouchers: report.vouchers, refusals: [{}, {}, {}] });
    expect((await scene.findings()).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['VOUCHERS_QUARANTINED', 'VOUCHERS_REFUSED']),
    );
    expect((await scene.figures()).used).toBe('300.50');
  });

  it('sums no correction history', async () => {
    const corrected = voucher(
      ['LR 1', '2026-01-10'],
      [
        ['7411', '6 "28101"', '100.00'],
        '#BTRANS 7411 {6 "28101"} 700.00 20260110 "Struken"',
        '#RTRANS 7411 {6 "28101"} 100.00 20260110 "Tillagd"',
        ['2511', '', '-100.00'],
      ],
    );
    const report = await scene.take([corrected]);
    expect(report).toMatchObject({ vouchers: { taken: 1 }, lines: { read: 2, taken: 2 }, debit: '100.00' });
    const [event] = await scene.events('VoucherRecorded');
    expect(event?.data).toMatchObject({ corrections: [{ kind: 'struck' }, { kind: 'added' }] });
    expect((await scene.figures()).booked).toBe('100.00');
  });

  it('keeps texts, signatures and the objects of people out of every event’s data', async () => {
    const planted = ['Hemlig Text', 'Hemlig Rad', 'SIGN-X', 'ANSTALLD-7', 'KUND-8', 'LEVERANTOR-9', 'hemlig-fil.se'];
    const told = voucher(
      ['LR 1', '2026-01-10'],
      [
        '#TRANS 7411 {6 "28101" 7 "ANSTALLD-7" 8 "KUND-8"} 100.00 20260110 "Hemlig Rad" 1 SIGN-X',
        '#BTRANS 7411 {9 "LEVERANTOR-9"} 5.00 20260110 "Hemlig Rad"',
        '#TRANS 2511 {9 "LEVERANTOR-9"} -100.00',
      ],
      'Hemlig Text',
    );
    await scene.takeFile(scene.file(sieFile([told]), 'hemlig-fil.se'));
    await scene.takeFile(scene.file(sieFile([told.replaceAll('100.00', '90.00')]), 'hemlig-fil.se'), {
      acceptChanges: true,
    });
    const events = await scene.events();
    expect(events.map(({ type }) => type)).toContain('VoucherRestated');
    const data = JSON.stringify(events.map(({ data: open }) => open));
    expect(planted.filter((secret) => data.includes(secret))).toEqual([]);
    const closed = JSON.stringify(events.map(({ private: part }) => part));
    expect(planted.filter((secret) => !closed.includes(secret))).toEqual([]);
  });

  it('is kept as it was, byte by byte, once', async () => {
    const path = scene.file(Buffer.from(sieFile([...january, '#PROSA "Överföring"']), 'latin1'));
    const { sha256 } = await scene.takeFile(path);
    await scene.takeFile(path);
    expect(await buffer(scene.book.files.read(sha256))).toEqual(readFileSync(path));
    expect(readdirSync(join(scene.book.dir, 'files'))).toEqual([`${sha256}.br`]);
  });

  it('that is changed before it is kept is not kept under another file’s name', async () => {
    const path = scene.file(sieFile(january));
    await expect(scene.book.files.keep(path, '0'.repeat(64))).rejects.toThrow(refusing('FILE_CHANGED'));
    expect(readdirSync(join(scene.book.dir, 'files'))).toEqual([]);
  });
});

describe('a book of scope grant', () => {
  beforeEach(async () => {
    scene = await Scene.begin({ scope: 'grant' });
  });

  it('holds the lines that touch a code, and sums the rest', async () => {
    const report = await scene.take([...january, nobodys, precise, skew, nobodys]);
    expectComplete(report);
    expect(report.vouchers).toEqual({ ...NONE, read: 6, taken: 2, outOfScope: 1, refused: 1, quarantined: 2 });
    expect(report.lines.taken).toBe(2);
    const [event] = await scene.events('VoucherRecorded');
    expect(event?.data).toMatchObject({
      lines: [{ line: 1, account: '7411', amount: '100.00' }],
      rest: [{ account: '2511', count: 1, debit: '0.00', credit: '100.00' }],
    });
  });

  it('takes what a code that was opened since touches, from a file that it knows', async () => {
    await scene.tell('CloseProjectCode', { projectCode: 'gnv26-landsbygd', lastDay: '2026-12-31' });
    const vouchers = [
      cost(['LR 1', '2026-01-10'], '100.00', '28999'),
      voucher(
        ['LR 2', '2026-01-11'],
        [
          ['7411', '6 "28101"', '10.00'],
          ['7411', '6 "28999"', '5.00'],
          ['2511', '', '-15.00'],
        ],
      ),
    ];
    expect((await scene.take(vouchers)).vouchers).toEqual({ ...NONE, read: 2, taken: 1, outOfScope: 1 });
    const late = codeFacts({
      projectCode: 'gnv26-sen',
      matches: [{ book: BOOK, all: [{ dimension: '6', code: '28999' }] }],
    });
    await scene.tell('OpenProjectCode', late);
    const report = await scene.take(vouchers);
    expect(report.vouchers).toEqual({ ...NONE, read: 2, taken: 1, extended: 1 });
    expect(report.lines.taken).toBe(2);
    expect((await scene.figures()).used).toBe('115.00');
  });

  it('takes the first of two vouchers of one number, whichever of them touches a code', async () => {
    const touched = cost(['LR 1', '2026-01-10'], '100.00');
    const untouched = cost(['LR 1', '2026-01-11'], '5.00', '99999');
    const { vouchers, refusals } = await scene.take([touched, untouched, untouched.replaceAll('LR 1', 'LR 2')]);
    expect(vouchers).toEqual({ ...NONE, read: 3, taken: 1, quarantined: 1, outOfScope: 1 });
    expect(refusals).toMatchObject([{ code: 'VOUCHER_NUMBER_TWICE', line: 11 }]);
    expect((await scene.take([untouched, touched], { acceptChanges: true })).vouchers).toMatchObject({
      changed: 1,
      quarantined: 1,
    });
    expect((await scene.figures()).used).toBe('0.00');
  });

  it('and a file of scope all holds every line from then on', async () => {
    await scene.take([...january, nobodys]);
    const report = await scene.take([...january, nobodys], { scope: 'all' });
    expect(report.vouchers).toEqual({ ...NONE, read: 3, taken: 1, extended: 2 });
    expect((await scene.figures()).used).toBe('300.50');
  });
});

describe('a voucher of thousands of lines', () => {
  it('counts whole, and only when all its parts are there', async () => {
    scene = await Scene.begin();
    const rows = Array.from({ length: 2999 }, (): [string, string, string] => ['7411', '1 "31000" 6 "28101"', '1.01']);
    const long = voucher(['LR 1', '2026-01-10'], [...rows, ['2511', '', '-3028.99']]);
    expect(await scene.take([long])).toMatchObject({ vouchers: { taken: 1 }, lines: { taken: 3000 } });
    const parts = await scene.events('VoucherRecorded');
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ data }) => (data as { readonly part: unknown }).part)).toEqual(
      parts.map((_, index) => ({ number: index + 1, of: parts.length })),
    );
    const booked = async (position = 0) => (await scene.figures(position.toString())).booked;
    expect(await Promise.all(parts.slice(0, -1).map(({ position }) => booked(position)))).toEqual(
      parts.slice(1).map(() => '0.00'),
    );
    expect(await booked(parts.at(-1)?.position)).toBe('3028.99');
    expect((await scene.figures()).used).toBe('3028.99');
    expect((await scene.take([long])).vouchers).toMatchObject({ known: 1 });
  });
});
