import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { documentStream } from '#evidence';
import { DomainError } from '#kernel';
import { evidenceCoverage } from '#read-models';
import { textCell, workbook, writeFileWhole, type WrittenRow } from '#tabular';

import { catalogue } from '../catalogue.js';
import { ACCOUNTANT, BOOK, Scene } from '../scene.fixture.js';
import { voucher } from '../sie.fixture.js';
import { fillGaps } from './fill-gaps.js';
import { gapHeadings, gapSheet } from './gap-sheet.js';
import { linkByFileName } from './link-by-name.js';
import { matchEvidence } from './match-evidence.js';

const TAXI = 'a'.repeat(32);
const COACH = 'b'.repeat(32);

describe('evidence of the costs of a grant', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.begin();
    const rows = (amount: string) =>
      [
        ['7411', '1 "31000" 6 "28101"', amount],
        ['2511', '', `-${amount}`],
      ] as const;
    await scene.take([
      voucher(['LR 1', '2026-02-10'], rows('1000.00'), 'Fältets Taxi AB, F-20871'),
      voucher(['LR 2', '2026-02-11'], rows('500.00'), 'Handledning'),
    ]);
  });
  afterEach(() => scene.close());

  /** An invoice that has arrived and says what it is. */
  async function arrives(document: string, said: { fileName: string; number: string; net: string; name: string }) {
    const { fileName, number, net, name } = said;
    const facts = { type: 'invoice', issued: '2026-02-05', net, total: net, currency: 'SEK' };
    const archived = { document, format: 'ubl-invoice', size: 10, digest: '0'.repeat(64) };
    const told = { document, kind: 'invoice', basis: 'read', facts };
    const events = [
      { type: 'DocumentArchived', data: archived, private: { fileName } },
      { type: 'DocumentDescribed', data: told, private: { number, supplier: { name } } },
    ].map((event) => catalogue.write(event as never));
    const write = { stream: documentStream(document), expectedRevision: -1, events };
    await scene.book.log.append({ commandId: `arrives-${document}`, actor: ACCOUNTANT }, [write]);
  }
  const arrive = async () => {
    await arrives(TAXI, { fileName: 'inv.xml', number: 'F-20871', net: '1000.00', name: 'Fältets Taxi AB' });
    await arrives(COACH, { fileName: 'LR-2.pdf', number: '77001', net: '480.00', name: 'Coachen AB' });
  };
  const gaps = async () => {
    const moment = await scene.book.moment();
    return (await evidenceCoverage(scene.book.models.db, {}, moment)).lines.filter(({ lacks }) => lacks.length > 0);
  };

  it('is linked at once where nothing is left to doubt, and asked about where something is', async () => {
    await arrive();
    const dry = await matchEvidence(scene.book, { dryRun: true });
    expect(dry.exact).toMatchObject([
      {
        document: TAXI,
        rule: 'supplier-number-amount',
        voucher: { number: '1' },
        links: [{ line: 1, amount: '1000.00' }],
      },
    ]);
    expect(dry.ranked).toMatchObject([{ document: COACH, voucher: { number: '2' } }]);
    expect(await scene.events('EvidenceLinked')).toEqual([]);
    const { before, after } = await matchEvidence(scene.book);
    expect([before.missing, after.missing]).toEqual(['1500.00', '500.00']);
    expect(await scene.events('EvidenceLinked')).toMatchObject([
      { data: { number: '1', line: 1, amount: '1000.00', basis: { rule: 'supplier-number-amount' } } },
    ]);
  });

  it('is linked once, however often it is matched', async () => {
    await arrive();
    await matchEvidence(scene.book);
    expect((await matchEvidence(scene.book)).exact).toEqual([]);
    expect(await scene.events('EvidenceLinked')).toHaveLength(1);
  });

  it('is linked by the name of its file where a person says so', async () => {
    await arrive();
    const { linked, after } = await linkByFileName(scene.book, { by: ACCOUNTANT });
    expect(linked).toMatchObject([{ document: COACH, voucher: { number: '2' } }]);
    expect(after.missing).toBe('1000.00');
    expect(await scene.events('EvidenceLinked')).toMatchObject([{ data: { basis: { person: ACCOUNTANT.subject } } }]);
  });

  it('is asked for in a list, which comes back filled in', async () => {
    await arrive();
    const sheet = gapSheet(await gaps());
    const at = (heading: string) => sheet.columns.findIndex((column) => column.heading === heading);
    const fill = ['INV.XML', 'saknas.pdf'];
    const sent = [...(sheet.rows as Iterable<WrittenRow>)];
    const rows = sent.map((row, index) =>
      row.map((cell, column) => (column === at(gapHeadings.file) ? textCell(fill[index] ?? null) : cell)),
    );
    const path = scene.file('', 'ifylld.xlsx');
    await writeFileWhole(path, workbook([{ ...sheet, rows }]), { overwrite: true });
    const { rows: told } = await fillGaps(scene.book, path, ACCOUNTANT);
    expect(told).toMatchObject([{ outcome: 'linked', document: TAXI }, { outcome: 'file-unknown' }]);
    expect(await gaps()).toMatchObject([{ book: BOOK, number: '2' }]);
    expect((await fillGaps(scene.book, path, ACCOUNTANT)).rows).toEqual(told);
    expect(await scene.events('EvidenceLinked')).toHaveLength(1);
  });

  it('is read back from no other list: GAP_LIST_UNKNOWN', async () => {
    const other = scene.file('Konto;Belopp\n5011;1000,00\n', 'annat.csv');
    await expect(fillGaps(scene.book, other, ACCOUNTANT)).rejects.toEqual(new DomainError('GAP_LIST_UNKNOWN'));
  });
});
