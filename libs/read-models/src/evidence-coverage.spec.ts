import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { FLAGGED } from '#evidence';

import { documents } from './evidence/documents.query.js';
import { evidenceCoverage } from './evidence-coverage.query.js';
import { blockingFindings, findings } from './findings.query.js';
import { BOOK, GRANT, Story } from './story.fixture.js';

const INVOICE = 'a'.repeat(32);
const COPY = 'b'.repeat(32);
const PAYSLIP = 'c'.repeat(32);

class Evidenced extends Story {
  /** A document that arrives and says what it is. */
  async document(document: string, kind: string, facts: object = {}): Promise<void> {
    const archived = { document, format: 'pdf', size: 1000, digest: '0'.repeat(64) };
    await this.happened(
      `document-${document}`,
      { type: 'DocumentArchived', data: archived, private: {} },
      { type: 'DocumentDescribed', data: { document, kind, basis: 'read', facts }, private: {} },
    );
  }

  async link([number, line]: readonly [string, number], evidence: object, amount: string | null): Promise<number> {
    const ref = { book: BOOK, series: 'LR', number, line, evidence };
    const data = amount === null ? { ...ref, person: 'person-a' } : { ...ref, amount, basis: { rule: 'regel' } };
    const type = amount === null ? 'EvidenceUnlinked' : 'EvidenceLinked';
    const [event] = await this.happened(`voucher-${BOOK}-LR-${number}`, { type, data });
    return event?.position ?? 0;
  }

  async pay(number: string, line: number, shares: readonly object[]): Promise<void> {
    const data = { book: BOOK, series: 'LR', number, line, shares, source: null };
    await this.happened(`voucher-${BOOK}-LR-${number}`, { type: 'SalaryLinked', data });
  }

  async coverage(position?: number, filter = {}) {
    const models = this.models();
    const end = await models.catchUp();
    return evidenceCoverage(models.db, filter, { position: position ?? end });
  }
}
const document = (id: string) => ({ form: 'document', document: id });
const share = (amount: string, other: object = {}) => ({
  ...{ person: 'p1', from: '2026-03-01', to: '2026-03-31', gross: '1000.00', onCost: '400.00', onCostRate: '0.4' },
  ...{ onCostBasis: 'flat', charged: { form: 'share', share: '0.5' }, amount },
  ...{ payslip: PAYSLIP, contract: null, support: null, ...other },
});

describe('how much of what is charged to a grant is proved', () => {
  let story: Evidenced;
  beforeEach(async () => {
    story = new Evidenced();
    await story.begin();
    await story.awarded();
    await story.code('kod', '28101');
    const at = { 6: '28101', 1: '31007' };
    await story.take({
      number: '1',
      date: '2026-03-10',
      lines: [
        ['5011', at, '1000.00'],
        ['5011', at, '500.00'],
      ],
    });
    await story.take({ number: '2', date: '2026-03-11', lines: [['5011', at, '-200.00']] });
  });
  afterEach(() => story.close());

  it('is nothing before anything is linked, and a credit that nothing proves is missing too', async () => {
    const { totals, lines, units, turns } = await story.coverage();
    expect(totals).toEqual({ lines: 3, amount: '1700.00', covered: '0.00', partly: '0.00', missing: '1700.00' });
    expect(lines[0]).toMatchObject({
      ...{ number: '1', line: 1, projectCode: 'kod', account: '5011', unit: '31007', status: 'missing', turn: 'unit' },
      ...{ amount: '1000.00', covered: '0.00', missing: '1000.00', lacks: [{ anyOf: ['invoice'], amount: '1000.00' }] },
    });
    expect(units).toMatchObject([{ unit: '31007', missing: '1700.00' }]);
    expect(turns).toMatchObject([{ turn: 'unit', lines: 3 }]);
  });

  it('is what is linked, as of any moment, and as much again once it is unlinked', async () => {
    await story.document(INVOICE, 'invoice', { total: '1250.00' });
    const half = await story.link(['1', 1], document(INVOICE), '400.00');
    const whole = await story.link(['1', 1], document(INVOICE), '1000.00');
    const gone = await story.link(['1', 1], document(INVOICE), null);
    expect((await story.coverage(half)).totals).toMatchObject({ partly: '400.00', missing: '1300.00' });
    const { totals, lines } = await story.coverage(whole);
    expect(totals).toMatchObject({ covered: '1000.00', missing: '700.00' });
    expect(lines[0]).toMatchObject({ status: 'covered', turn: null, documents: [INVOICE] });
    const after = await story.coverage(gone);
    expect(after.totals).toMatchObject({ covered: '0.00', missing: '1700.00' });
    const posted = (await story.coverage(half)).lines[0]?.since ?? 0;
    expect([posted < half, lines[0]?.since, after.lines[0]?.since]).toEqual([true, posted, gone]);
  });

  it('is of pay what payslip, contract and certificate prove together', async () => {
    await story.pay('1', 1, [share('600.00', { contract: INVOICE, support: COPY }), share('400.00')]);
    expect((await story.coverage()).lines[0]).toMatchObject({
      ...{ rule: 'pay', turn: 'payroll', covered: '600.00', missing: '400.00' },
      lacks: [
        { anyOf: ['employment-contract'], amount: '400.00' },
        { anyOf: ['certificate', 'timesheet'], amount: '400.00' },
      ],
    });
  });

  it('follows a moved cost to what proves the voucher that it was moved from', async () => {
    const reposting = { form: 'reposting', voucher: { book: BOOK, series: 'LR', number: '1' } };
    await story.document(INVOICE, 'invoice');
    await story.link(['1', 1], document(INVOICE), '150.00');
    await story.link(['2', 1], reposting, '-200.00');
    expect((await story.coverage()).lines[2]).toMatchObject({
      covered: '-150.00',
      missing: '-50.00',
      status: 'partly',
    });
  });

  it('goes by the rules that the organisation has adopted', async () => {
    const rules = [{ rule: 'allt', needs: [{ anyOf: ['procurement'] }], turn: 'finance' }];
    await story.happened('requirements', { type: 'RequirementsAdopted', data: { rules, doubleFunding: FLAGGED } });
    expect((await story.coverage()).lines[0]).toMatchObject({ rule: 'allt', turn: 'finance' });
  });

  it('is summed by kind of what is missing, and by supplier where the line names no counterparty', async () => {
    const supplierKey = 'e'.repeat(32);
    await story.document(INVOICE, 'invoice', { total: '1000.00', supplierKey });
    await story.link(['1', 1], document(INVOICE), '400.00');
    const { kinds, suppliers } = await story.coverage();
    expect(kinds).toEqual([{ anyOf: ['invoice'], lines: 3, missing: '1300.00' }]);
    expect(suppliers).toMatchObject([
      { supplier: supplierKey, lines: 1, partly: '400.00', missing: '600.00' },
      { supplier: null, lines: 2, missing: '700.00' },
    ]);
    expect((await story.coverage(undefined, { counterparty: supplierKey })).lines).toHaveLength(1);
  });

  it('is told of one code alone', async () => {
    expect((await story.coverage(undefined, { projectCode: 'en-annan', grant: GRANT })).lines).toEqual([]);
    expect((await story.coverage(undefined, { projectCode: 'kod', grant: GRANT })).lines).toHaveLength(3);
  });

  it('holds no cost against an amount in another currency', async () => {
    await story.document(INVOICE, 'invoice', { total: '100.00', currency: 'EUR' });
    await story.link(['1', 1], document(INVOICE), '1000.00');
    const models = story.models();
    const moment = { position: await models.catchUp() };
    expect((await findings(models.db, moment, GRANT)).filter(({ subject }) => subject.document)).toEqual([]);
  });

  it('DOCUMENT_ABOVE_TOTAL and INVOICE_LINKED_TWICE keep a return from being sent', async () => {
    const invoiceKey = 'd'.repeat(32);
    await story.document(INVOICE, 'invoice', { total: '1000.00', invoiceKey });
    await story.document(COPY, 'invoice', { total: '1000.00', invoiceKey });
    await story.link(['1', 1], document(INVOICE), '1000.00');
    await story.link(['1', 2], document(INVOICE), '500.00');
    const models = story.models();
    const before = { position: await models.catchUp() };
    expect((await findings(models.db, before, GRANT)).filter(({ subject }) => subject.document)).toMatchObject([
      { code: 'DOCUMENT_ABOVE_TOTAL', subject: { document: INVOICE }, amount: '500.00', count: 2 },
    ]);
    await story.link(['2', 1], document(COPY), '-200.00');
    await story.link(['2', 1], document(INVOICE), '-200.00');
    const moment = { position: await models.catchUp() };
    expect(await blockingFindings(models.db, GRANT, moment)).toEqual(
      expect.arrayContaining(['DOCUMENT_ABOVE_TOTAL', 'INVOICE_LINKED_TWICE']),
    );
    const twice = (await findings(models.db, moment)).filter(({ code }) => code === 'INVOICE_LINKED_TWICE');
    expect(twice).toMatchObject([{ subject: { document: INVOICE, otherDocument: COPY } }]);
    expect(await documents(models.db, moment)).toMatchObject([
      { document: INVOICE, kind: 'invoice' },
      { document: COPY, kind: 'invoice' },
    ]);
  });
});
