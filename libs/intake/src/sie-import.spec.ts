import { buffer } from 'node:stream/consumers';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { imports } from '#read-models';

import type { ImportReport } from './import-report.js';
import { BOOK, bookFacts, codeFacts, Scene } from './scene.fixture.js';
import { importSie } from './sie-import.js';
import { cost, sieFile, voucher } from './sie.fixture.js';

const refusing = (code: string) => expect.objectContaining({ code });
const NONE = { taken: 0, extended: 0, known: 0, changed: 0, missing: 0, refused: 0, quarantined: 0, outOfScope: 0 };
const january = [cost('LR 1', '2026-01-10', '100.00'), cost('LR 2', '2026-01-20', '200.50')];
const february = [cost('LR 3', '2026-02-10', '400.00'), cost('BF 1', '2026-02-11', '-30.00')];
const precise = voucher('LR 9', '2026-02-12', [
  ['7411', '6 "28101"', '1.001'],
  ['2511', '', '-1.001'],
]);
const skew = voucher('LR 8', '2026-02-13', [
  ['7411', '6 "28101"', '1250.00'],
  ['2511', '', '-10.50'],
]);
const nobodys = voucher('LR 7', '2026-02-14', [
  ['6411', '', '99.00'],
  ['2511', '', '-99.00'],
]);

let scene: Scene;
afterEach(() => scene.close());

/** What was read is what became of it, whatever that was; and the log tells the same. */
function expectComplete({ vouchers: { read, missing: _, ...became } }: ImportReport): void {
  expect(Object.values(became).reduce((sum, count) => sum + count, 0)).toBe(read);
}

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
    const listed = imports(scene.book.models.db, await scene.book.moment(), BOOK);
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
    const report = await scene.take([...january, precise, skew, january[0] ?? '', nobodys]);
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
    const corrected = voucher('LR 1', '2026-01-10', [
      ['7411', '6 "28101"', '100.00'],
      '#BTRANS 7411 {6 "28101"} 700.00 20260110 "Struken"',
      '#RTRANS 7411 {6 "28101"} 100.00 20260110 "Tillagd"',
      ['2511', '', '-100.00'],
    ]);
    const report = await scene.take([corrected]);
    expect(report).toMatchObject({ vouchers: { taken: 1 }, lines: { read: 2, taken: 2 }, debit: '100.00' });
    const [event] = await scene.events('VoucherRecorded');
    expect(event?.data).toMatchObject({ corrections: [{ kind: 'struck' }, { kind: 'added' }] });
    expect((await scene.figures()).booked).toBe('100.00');
  });

  it('keeps texts, signatures and the objects of people out of every event’s data', async () => {
    const planted = ['Hemlig Text', 'Hemlig Rad', 'SIGN-X', 'ANSTALLD-7', 'KUND-8', 'LEVERANTOR-9', 'hemlig-fil.se'];
    const told = voucher(
      'LR 1',
      '2026-01-10',
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
    await expect(scene.book.files.keep(path, '0'.repeat(64))).rejects.toThrow('changed');
    expect(readdirSync(join(scene.book.dir, 'files'))).toEqual([]);
  });
});

describe('a voucher of which the file says something else', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
    await scene.take(january);
  });
  const changed = [cost('LR 1', '2026-01-10', '150.00'), january[1] ?? ''];

  it('is shown with its difference, and is as it was', async () => {
    const report = await scene.take(changed);
    expectComplete(report);
    expect(report.vouchers).toEqual({ ...NONE, read: 2, changed: 1, known: 1 });
    expect(report.changes).toMatchObject([
      {
        ...{ series: 'LR', number: '1' },
        difference: {
          removed: [
            { account: '7411', amount: '100.00' },
            { account: '2511', amount: '-100.00' },
          ],
          added: [
            { account: '7411', amount: '150.00' },
            { account: '2511', amount: '-150.00' },
          ],
        },
      },
    ]);
    expect((await scene.figures()).used).toBe('300.50');
    expect((await scene.findings()).map(({ code }) => code)).toContain('VOUCHERS_CHANGED');
  });

  it('is restated where that is accepted, and then known', async () => {
    const report = await scene.take(changed, { acceptChanges: true });
    expect(report.vouchers).toEqual({ ...NONE, read: 2, changed: 1, known: 1 });
    expect((await scene.figures()).used).toBe('350.50');
    expect((await scene.take(changed)).vouchers).toEqual({ ...NONE, read: 2, known: 2 });
    expect((await scene.findings()).map(({ code }) => code)).not.toContain('VOUCHERS_CHANGED');
  });
});

describe('a voucher that the file lacks', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
    await scene.take([...january, ...february]);
  });

  it('is missing, withdrawn where that is accepted, and may come back', async () => {
    const without = [january[0] ?? '', ...february];
    const shown = await scene.take(without);
    expect(shown.vouchers).toEqual({ ...NONE, read: 3, known: 3, missing: 1 });
    expect(shown.missing).toEqual([{ series: 'LR', number: '2', date: '2026-01-20' }]);
    expect((await scene.figures()).used).toBe('670.50');

    await scene.take(without, { acceptChanges: true });
    expect((await scene.figures()).used).toBe('470.00');
    expect((await scene.take(without)).vouchers).toMatchObject({ known: 3, missing: 0 });

    const back = await scene.take([...january, ...february]);
    expect(back.vouchers).toEqual({ ...NONE, read: 4, known: 3, taken: 1 });
    expect((await scene.figures()).used).toBe('670.50');
  });

  it('is not missing outside the days and series that the file speaks of, or where it was refused or set apart', async () => {
    expect((await scene.take([...january])).vouchers.missing).toBe(0); // nothing of February
    const onlyBank = [february[1] ?? ''];
    expect((await scene.take(onlyBank)).vouchers.missing).toBe(0); // nothing of series LR
    const faulty = [january[0] ?? '', cost('LR 2', '2026-01-20', '200.505'), ...february];
    expect((await scene.take(faulty)).vouchers).toMatchObject({ refused: 1, missing: 0 });
    const unbalanced = [january[0] ?? '', january[1]?.replace('-200.50', '-1.00') ?? '', ...february];
    expect((await scene.take(unbalanced)).vouchers).toMatchObject({ quarantined: 1, missing: 0 });
  });

  it('is not missing from a file of what a pre-system hands over', async () => {
    const { kind, vouchers } = await scene.takeFile(
      scene.file(sieFile([january[0] ?? '', ...february]), 'handed-over.si'),
    );
    expect([kind, vouchers.missing]).toEqual(['SIE4I', 0]);
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
      cost('LR 1', '2026-01-10', '100.00', '28999'),
      voucher('LR 2', '2026-01-11', [
        ['7411', '6 "28101"', '10.00'],
        ['7411', '6 "28999"', '5.00'],
        ['2511', '', '-15.00'],
      ]),
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

  it('and a file of scope all holds every line from then on', async () => {
    await scene.take([...january, nobodys]);
    const report = await scene.take([...january, nobodys], { scope: 'all' });
    expect(report.vouchers).toEqual({ ...NONE, read: 3, taken: 1, extended: 2 });
    expect((await scene.figures()).used).toBe('300.50');
  });
});

describe('what names a voucher', () => {
  const plain = (name: string, date: string) => cost(name, date, '10.00');
  const numbers = async () =>
    (await scene.events('VoucherRecorded')).map(({ data }) => (data as { readonly number: string }).number);

  it('is its number, verbatim', async () => {
    scene = await Scene.begin();
    const names = ['A 7', 'A 07', '"LÖ" 7', '"L\u0308O" 7'];
    await scene.takeFile(scene.file(sieFile(names.map((name) => plain(name, '2026-01-10')))));
    expect(await numbers()).toEqual(['7', '07', '7', '7']);
    expect((await scene.figures()).used).toBe('40.00');
  });

  it('is one whichever way its letters are composed', async () => {
    scene = await Scene.begin({ scope: 'grant' });
    await scene.take([plain('"LÖ" 1', '2026-01-10'), plain('"LÖ" 2', '2026-01-11')]);
    const decomposed = [plain('"LÖ" 1', '2026-01-10'), plain('"LÖ" 2', '2026-01-11')].map((text) =>
      text.normalize('NFD'),
    );
    expect((await scene.take(decomposed)).vouchers).toEqual({ ...NONE, read: 2, known: 2 });
    expect((await scene.take(decomposed.slice(0, 1))).vouchers).toEqual({ ...NONE, read: 1, known: 1 });
    const outer = [decomposed[0] ?? '', plain('"LÖ" 3', '2026-01-12').normalize('NFD')];
    expect((await scene.take(outer)).vouchers).toEqual({ ...NONE, read: 2, known: 1, taken: 1, missing: 1 });
  });

  it('is its number and date where numbers begin anew', async () => {
    scene = await Scene.begin({ voucherIdentity: 'number+date' });
    const twice = [plain('A 1', '2026-01-10'), plain('A 1', '2026-02-10'), plain('A 1', '2026-02-10')];
    expect((await scene.take(twice)).vouchers).toEqual({ ...NONE, read: 3, taken: 2, quarantined: 1 });
    expect(await numbers()).toEqual(['1@2026-01-10', '1@2026-02-10']);
    expect((await scene.take(twice)).vouchers).toEqual({ ...NONE, read: 3, known: 2, quarantined: 1 });
  });

  it('is what it says and its place among equals where a pre-system gives no number', async () => {
    scene = await Scene.begin();
    const unnumbered = [plain('A ""', '2026-01-10'), plain('A ""', '2026-01-10'), plain('"" 0', '2026-01-10')];
    const take = () => scene.takeFile(scene.file(sieFile(unnumbered), 'lon.si'));
    expect((await take()).vouchers).toEqual({ ...NONE, read: 3, taken: 3 });
    const [one = '', other = '', bare = ''] = await numbers();
    expect([one.slice(-2), other.slice(-2), bare.slice(-2)]).toEqual(['.1', '.2', '.1']);
    expect((await take()).vouchers).toEqual({ ...NONE, read: 3, known: 3 });
    expect((await scene.figures()).used).toBe('30.00');
  });
});

describe('a voucher of thousands of lines', () => {
  it('counts whole, and only when all its parts are there', async () => {
    scene = await Scene.begin();
    const rows = Array.from({ length: 2999 }, (): [string, string, string] => ['7411', '1 "31000" 6 "28101"', '1.01']);
    const long = voucher('LR 1', '2026-01-10', [...rows, ['2511', '', '-3028.99']]);
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

describe('a dry run', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
  });

  it('needs neither organisation nor book', async () => {
    const file = scene.file(sieFile([...january, precise, skew], { organisation: '#ORGNR 5555555555' }));
    const report = await importSie({ file, dryRun: true });
    expectComplete(report);
    expect(report).toMatchObject({
      ...{ import: null, book: null, dryRun: true, position: null, warnings: [] },
      vouchers: { ...NONE, read: 4, taken: 2, refused: 1, quarantined: 1 },
    });
  });

  it('on a book says what would become of it, and writes nothing', async () => {
    await scene.take([...january, ...february]);
    const position = await scene.book.log.lastPosition();
    const digest = await scene.book.models.digest();
    const vouchers = [cost('LR 1', '2026-01-10', '150.00'), ...february, nobodys];
    const report = await scene.take(vouchers, { dryRun: true, acceptChanges: true });
    expectComplete(report);
    expect(report.vouchers).toEqual({ ...NONE, read: 4, changed: 1, known: 2, taken: 1, missing: 1 });
    expect([report.changes.length, report.missing.length, report.position]).toEqual([1, 1, position]);
    expect(await scene.book.log.lastPosition()).toBe(position);
    expect(await scene.book.models.digest()).toBe(digest);
  });

  it('warns of what an import would refuse', async () => {
    const head = { organisation: '#ORGNR 5555555555', year: '#RAR 0 20250101 20251231' };
    const { warnings } = await scene.takeFile(scene.file(sieFile([], head)), { dryRun: true });
    expect(warnings.map(({ code }) => code).sort()).toEqual([
      'SIE_ORGANISATION_DIFFERS',
      'SIE_WITHOUT_VOUCHERS',
      'SIE_YEAR_DIFFERS',
    ]);
    expect(warnings.every(({ message }) => !message.includes('{'))).toBe(true);
    expect(existsSync(join(scene.book.dir, 'files'))).toBe(false);
  });
});

describe('an import is refused, and nothing of it recorded,', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
  });
  const refused = async (code: string, work: () => Promise<unknown>) => {
    const before = await scene.book.log.lastPosition();
    await expect(work()).rejects.toThrow(refusing(code));
    expect(await scene.book.log.lastPosition()).toBe(before);
    expect(existsSync(join(scene.book.dir, 'files'))).toBe(false);
  };

  it('for what the file is', async () => {
    await refused('FILE_NOT_FOUND', () => scene.takeFile(join(scene.data, 'no-such-file.se')));
    await refused('FILE_NOT_FOUND', () => scene.takeFile(scene.data));
    await refused('NOT_SIE_FILE', () => scene.takeFile(scene.file('%PDF-1.7')));
    await refused('SIE5_NOT_SUPPORTED', () => scene.takeFile(scene.file('<?xml version="1.0"?><Sie xmlns="x">')));
    await refused('SIE_WITHOUT_VOUCHERS', () => scene.take([]));
    await refused('SIE_WITHOUT_VOUCHERS', () => scene.takeFile(scene.file(sieFile([], { type: '#SIETYP 1' }))));
  });

  it('for what the file’s head says, unless the organisation is accepted', async () => {
    const foreign = scene.file(sieFile(january, { organisation: '#ORGNR 555555-5555' }));
    await refused('SIE_ORGANISATION_DIFFERS', () => scene.takeFile(foreign));
    const otherYear = scene.file(sieFile(january, { year: '#RAR 0 20250101 20251231' }), 'year.se');
    await refused('SIE_YEAR_DIFFERS', () => scene.takeFile(otherYear));
    const { vouchers, warnings } = await scene.takeFile(foreign, { acceptOrganisation: true });
    expect([vouchers.taken, warnings.map(({ code }) => code)]).toEqual([2, ['SIE_ORGANISATION_DIFFERS']]);
    expect((await scene.events('ImportStarted'))[0]?.data).toMatchObject({ acceptOrganisation: true });
  });

  it('for its book', async () => {
    await refused('BOOK_UNKNOWN', () => scene.take(january, { book: 'another' }));
    await scene.tell('OpenBook', bookFacts({ book: 'egen', kind: 'own' }));
    await refused('BOOK_IS_OWN', () => scene.take(january, { book: 'egen' }));
  });

  it('for an id that another file has', async () => {
    await scene.take(january, { id: 'the-same' });
    await expect(scene.take(february, { id: 'the-same' })).rejects.toThrow(refusing('COMMAND_DIFFERS'));
    expect((await scene.take(january, { id: 'the-same' })).vouchers).toEqual({ ...NONE, read: 2, taken: 2 });
    expect(await scene.events('ImportStarted')).toHaveLength(1);
  });
});
