import { rmSync } from 'node:fs';

import { afterEach, describe, expect, it } from '@jest/globals';

import { documentStream } from '#evidence';
import { voucherStream } from '#ledger';
import { evidenceCoverage } from '#read-models';

import { catalogue } from '../catalogue.js';
import { asked, LATER } from '../erasure/erasure.fixture.js';
import { NEXT_BOOK, Years } from '../pruning/pruning.fixture.js';
import { ACCOUNTANT, APPROVER, BOOK, bookFacts, Scene } from '../scene.fixture.js';
import { sieFile, voucher } from '../sie.fixture.js';
import { undoImport } from '../undo-import.js';
import { matchEvidence } from './match-evidence.js';
import { plannedLink } from './planned-link.js';

const INVOICE = 'a'.repeat(32);
/** Booked where no code means it, so that scope `grant` leaves it in the file. */
const original = voucher(
  ['LR 12', '2026-02-10'],
  [
    ['5011', '1 "31000"', '800.00'],
    ['5011', '1 "31000"', '200.00'],
    ['2511', '', '-1000.00'],
  ],
  'Fältets Taxi AB, F-20871',
);
const moving = (text = 'Ombokning av LR 12') =>
  voucher(
    ['LR 40', '2026-03-10'],
    [
      ['5011', '1 "31000" 6 "28101"', '800.00'],
      ['5011', '1 "31000"', '-800.00'],
    ],
    text,
  );
const ORIGINAL = { book: BOOK, series: 'LR', number: '12' };
const link = (other: object = {}) => ({
  ...{ voucher: { ...ORIGINAL, number: '40' }, line: 1, evidence: { form: 'reposting', voucher: ORIGINAL } },
  ...other,
});

let scene: Scene;
afterEach(() => scene.close());

async function begin(vouchers: readonly string[] = [original, moving()], book: object = {}): Promise<void> {
  scene = await Scene.begin({ scope: 'grant', ...book });
  if (vouchers.length > 0) await scene.take(vouchers);
}
const linking = (other: object = {}) => scene.tell('LinkEvidence', link(other), { by: ACCOUNTANT });
const refusing = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
async function coverage(asOf?: string) {
  const moment = await scene.book.moment(asOf);
  return evidenceCoverage(scene.book.models.db, {}, moment);
}
async function arrives(): Promise<void> {
  const facts = { type: 'invoice', issued: '2026-02-05', net: '1000.00', total: '1000.00', currency: 'SEK' };
  const archived = { document: INVOICE, format: 'ubl-invoice', size: 10, digest: '0'.repeat(64) };
  const told = { document: INVOICE, kind: 'invoice', basis: 'read', facts };
  const events = [
    { type: 'DocumentArchived', data: archived, private: {} },
    { type: 'DocumentDescribed', data: told, private: { number: 'F-20871', supplier: { name: 'Fältets Taxi AB' } } },
  ].map((event) => catalogue.write(event as never));
  const write = { stream: documentStream(INVOICE), expectedRevision: -1, events };
  await scene.book.log.append({ commandId: 'arrives', actor: ACCOUNTANT }, [write]);
}
const importId = async (): Promise<string> =>
  ((await scene.events('ImportStarted'))[0]?.data as { import: string }).import;

describe('the voucher that a cost was moved from', () => {
  it('is taken in out of the kept file with the link, by one event that says of which import it is', async () => {
    await begin();
    const before = await scene.book.log.lastPosition();
    const events = await linking();
    expect(events.map(({ type, stream }) => [type, stream])).toEqual([
      ['VoucherRecorded', voucherStream(BOOK, 'LR', '12')],
      ['EvidenceLinked', voucherStream(BOOK, 'LR', '40')],
    ]);
    expect(events[0]?.data).toMatchObject({
      scope: 'all',
      import: await importId(),
      lines: [{ line: 1 }, { line: 2 }, { line: 3 }],
    });
    await linking({ reason: 'en gång till' });
    expect(await scene.events('VoucherRecorded')).toHaveLength(2);
    expect((await coverage(String(before))).lines).toMatchObject([{ through: [] }]);
  });

  it('proves the cost once its own document is there, as of any moment', async () => {
    await begin();
    await linking();
    await arrives();
    const unproved = await scene.book.log.lastPosition();
    expect((await coverage()).lines).toMatchObject([{ missing: '800.00', through: [{ ...ORIGINAL, proves: false }] }]);
    const document = { form: 'document', document: INVOICE };
    await scene.tell('LinkEvidence', { voucher: ORIGINAL, line: 1, evidence: document }, { by: ACCOUNTANT });
    expect((await coverage()).lines).toMatchObject([
      { covered: '800.00', status: 'covered', through: [{ ...ORIGINAL, proves: true }] },
    ]);
    expect((await coverage(String(unproved))).totals.missing).toBe('800.00');
    await scene.book.models.catchUp();
    const digest = await scene.book.models.digest();
    await scene.book.models.rebuild();
    expect(await scene.book.models.digest()).toBe(digest);
  });

  it('is told by a dry run, which records nothing', async () => {
    await begin();
    const position = await scene.book.log.lastPosition();
    expect(await plannedLink(scene.book, { data: link(), by: ACCOUNTANT })).toEqual({
      ...{
        position,
        takesIn: { ...ORIGINAL, date: '2026-02-10', lines: 3, debit: '1000.00', import: await importId() },
      },
    });
    expect(await scene.book.log.lastPosition()).toBe(position);
    await expect(plannedLink(scene.book, { data: link({ line: 9 }), by: ACCOUNTANT })).rejects.toEqual(
      refusing('LINE_UNKNOWN'),
    );
    await linking();
    expect((await plannedLink(scene.book, { data: link(), by: ACCOUNTANT })).takesIn).toBeNull();
  });

  it('is known to the same file when it is taken in anew, and goes with its import', async () => {
    await begin();
    await linking();
    expect((await scene.take([original, moving()])).vouchers).toMatchObject({ known: 2, changed: 0 });
    const undone = await undoImport(scene.book, { import: await importId(), by: ACCOUNTANT, reason: 'fel fil' });
    expect(undone.vouchers).toMatchObject({ withdrawn: 1, left: 1 });
    await expect(linking({ amount: '1.00' })).rejects.toEqual(refusing('VOUCHER_WITHDRAWN'));
  });

  it('is found by the words of the voucher that moves it, and its document with it', async () => {
    await begin();
    await arrives();
    const dry = await matchEvidence(scene.book, { dryRun: true });
    expect(dry.repostings).toMatchObject([{ original: ORIGINAL, amount: '800.00', outcome: 'taken-in' }]);
    expect(await scene.events('EvidenceLinked')).toEqual([]);
    const { repostings, before, after } = await matchEvidence(scene.book);
    expect(repostings).toMatchObject([{ outcome: 'taken-in' }]);
    expect(await scene.events('EvidenceLinked')).toMatchObject([
      { data: { number: '40', amount: '800.00', evidence: { voucher: ORIGINAL }, basis: { rule: 'names-original' } } },
      { data: { number: '12', line: 1, evidence: { document: INVOICE }, basis: { rule: 'supplier-number-amount' } } },
    ]);
    expect([before.missing, after.missing]).toEqual(['800.00', '0.00']);
    expect((await matchEvidence(scene.book)).repostings).toEqual([]);
  });

  it('whose words name one that is in no file is told, and the others go on', async () => {
    await begin([original, moving('Ombokning av LR 13')]);
    const { repostings } = await matchEvidence(scene.book);
    expect(repostings).toMatchObject([{ outcome: 'refused', code: 'ORIGINAL_NOT_IN_FILES' }]);
  });
});

describe('an original is not taken in', () => {
  it('where no file holds it: ORIGINAL_NOT_IN_FILES, and VOUCHER_UNKNOWN where there is no file', async () => {
    await begin();
    const other = { evidence: { form: 'reposting', voucher: { ...ORIGINAL, number: '13' } } };
    await expect(linking(other)).rejects.toEqual(refusing('ORIGINAL_NOT_IN_FILES', { number: '13', files: 1 }));
    await scene.tell('OpenBook', bookFacts({ book: 'tom', scope: 'grant' }));
    const elsewhere = { evidence: { form: 'reposting', voucher: { ...ORIGINAL, book: 'tom' } } };
    await expect(linking(elsewhere)).rejects.toEqual(refusing('VOUCHER_UNKNOWN'));
    const nowhere = { evidence: { form: 'reposting', voucher: { ...ORIGINAL, book: 'ingen' } } };
    await expect(linking(nowhere)).rejects.toEqual(refusing('BOOK_UNKNOWN'));
  });

  it('where it was never as much as is moved: ORIGINAL_BELOW_MOVED', async () => {
    await begin([original.replace('800.00', '100.00').replace('-1000.00', '-300.00'), moving()]);
    await expect(linking()).rejects.toEqual(refusing('ORIGINAL_BELOW_MOVED', { number: '12' }));
    expect(await scene.events('VoucherRecorded')).toHaveLength(1);
    expect((await linking({ amount: '300.00' })).map(({ type }) => type)).toEqual([
      'VoucherRecorded',
      'EvidenceLinked',
    ]);
  });

  it('where a file of later days lacks it: ORIGINAL_GONE_SINCE', async () => {
    await begin([
      original,
      moving(),
      voucher(
        ['A 1', '2026-01-02'],
        [
          ['5011', '', '1.00'],
          ['2511', '', '-1.00'],
        ],
      ),
    ]);
    await scene.takeFile(
      scene.file(
        sieFile([
          moving(),
          voucher(
            ['LR 1', '2026-01-02'],
            [
              ['5011', '', '1.00'],
              ['2511', '', '-1.00'],
            ],
          ),
        ]),
        'ny.se',
      ),
    );
    await expect(linking()).rejects.toEqual(
      refusing('ORIGINAL_GONE_SINCE', { number: '12', import: await importId() }),
    );
  });

  it('where its file holds it back: ORIGINAL_HELD_BACK', async () => {
    await begin([original.replace('-1000.00', '-999.00'), moving()]);
    await expect(linking()).rejects.toEqual(refusing('ORIGINAL_HELD_BACK', { number: '12' }));
  });

  it('where its file is lost: KEPT_FILE_MISSING', async () => {
    await begin();
    rmSync(scene.book.files.pathOf(((await scene.events('ImportStarted'))[0]?.data as { sha256: string }).sha256));
    await expect(linking()).rejects.toEqual(refusing('KEPT_FILE_MISSING'));
  });

  it('where the texts of its file are erased: ORIGINAL_ERASED', async () => {
    await begin();
    scene.wait(LATER);
    await scene.tell('ErasePrivateParts', asked('gallring', { imports: [await importId()] }), { by: ACCOUNTANT });
    await scene.tell('ConfirmAct', { act: 'gallring' }, { by: APPROVER });
    await expect(linking()).rejects.toEqual(refusing('ORIGINAL_ERASED', { import: await importId() }));
  });

  it('where its book is pruned: ORIGINAL_PRUNED', async () => {
    const years = await Years.begin();
    scene = years.scene;
    const decision = await years.prune();
    const data = {
      voucher: { book: NEXT_BOOK, series: 'LR', number: '3' },
      line: 1,
      evidence: { form: 'reposting', voucher: ORIGINAL },
    };
    await expect(scene.tell('LinkEvidence', data, { by: ACCOUNTANT })).rejects.toEqual(
      refusing('ORIGINAL_PRUNED', { decision }),
    );
  });
});
