import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { documentStream, FLAGGED } from '#evidence';
import { doubleFundingAt } from '#read-models';

import { catalogue } from '../catalogue.js';
import { ACCOUNTANT, APPROVER, BOOK, GRANT, Scene } from '../scene.fixture.js';
import { voucher } from '../sie.fixture.js';
import { matchEvidence } from './match-evidence.js';

const [INVOICE, COPY] = ['a'.repeat(32), 'b'.repeat(32)];
const KEY = 'd'.repeat(32);
const RULES = [{ rule: 'faktura', needs: [{ anyOf: ['invoice'] }], turn: 'unit' }];

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
  const rows = (amount: string) =>
    [
      ['7411', '1 "31000" 6 "28101"', amount],
      ['2511', '', `-${amount}`],
    ] as const;
  await scene.take([
    voucher(['LR 1', '2026-02-10'], rows('600.00'), 'Fältets Taxi AB, F-20871'),
    voucher(['LR 2', '2026-02-11'], rows('600.00'), 'Fältets Taxi AB, F-20999'),
  ]);
  for (const document of [INVOICE, COPY]) await arrives(document);
});
afterEach(() => scene.close());

async function arrives(document: string, number = 'F-30001', amount = '1000.00'): Promise<void> {
  const facts = {
    type: 'invoice',
    issued: '2026-02-05',
    ...{ net: amount, total: amount, currency: 'SEK', invoiceKey: KEY },
  };
  const archived = { document, format: 'ubl-invoice', size: 10, digest: '0'.repeat(64) };
  const told = { document, kind: 'invoice', basis: 'read', facts };
  const events = [
    { type: 'DocumentArchived', data: archived, private: {} },
    { type: 'DocumentDescribed', data: told, private: { number, supplier: { name: 'Fältets Taxi AB' } } },
  ].map((event) => catalogue.write(event as never));
  const write = { stream: documentStream(document), expectedRevision: -1, events };
  await scene.book.models.take(
    await scene.book.log.append({ commandId: `arrives-${document}`, actor: ACCOUNTANT }, [write]),
  );
}
const adopt = (doubleFunding: object = {}) => scene.tell('AdoptRequirements', { rules: RULES, doubleFunding });
const blockAll = () => adopt({ DOCUMENT_ABOVE_TOTAL: 'block', INVOICE_LINKED_TWICE: 'block' });
const link = (number: string, document = INVOICE, other: object = {}) => {
  const data = { voucher: { book: BOOK, series: 'LR', number }, line: 1, evidence: { form: 'document', document } };
  return scene.tell('LinkEvidence', { ...data, ...other }, { by: ACCOUNTANT });
};
const codes = async (asOf?: string) =>
  (await scene.findings(asOf)).filter(({ subject }) => subject.document).map(({ code }) => code);
const refusal = (of: Promise<unknown>) =>
  of.then(
    () => null,
    (error: unknown) => error,
  );

describe('a link by which a cost could be paid for twice', () => {
  it('is a finding, as long as nothing else is adopted', async () => {
    await link('1');
    await link('2');
    expect(await codes()).toEqual(['DOCUMENT_ABOVE_TOTAL']);
    await link('2', COPY);
    expect(await codes()).toEqual(['DOCUMENT_ABOVE_TOTAL', 'INVOICE_LINKED_TWICE']);
  });

  it('is refused above the total of its document: DOCUMENT_LINKED_ABOVE_TOTAL names what it supports already', async () => {
    await blockAll();
    await link('1');
    const refused = (await refusal(link('2'))) as { code: string; details: object; message: string };
    expect(refused.code).toBe('DOCUMENT_LINKED_ABOVE_TOTAL');
    expect(refused.details).toMatchObject({ document: INVOICE, vouchers: [`LR 1 i ${BOOK}`], grants: [GRANT] });
    expect(refused.message.replaceAll('\u00a0', ' ')).toContain('1 200,00 kr men är på 1 000,00 kr');
    await link('2', INVOICE, { amount: '400.00' });
    await link('1', INVOICE, { amount: '500.00' });
    expect(await codes()).toEqual([]);
  });

  it('is refused of an invoice that another document is linked as: INVOICE_LINKED_ALREADY', async () => {
    await blockAll();
    await link('1');
    expect(await refusal(link('2', COPY))).toMatchObject({
      code: 'INVOICE_LINKED_ALREADY',
      details: { document: COPY, otherDocument: INVOICE, voucher: `LR 1 i ${BOOK}`, grant: GRANT },
    });
  });

  it('is refused or found kind by kind, as it was adopted last, and it is known what held when', async () => {
    await adopt({ INVOICE_LINKED_TWICE: 'block' });
    await link('1');
    const before = await scene.book.log.lastPosition();
    await link('2');
    expect(await codes()).toEqual(['DOCUMENT_ABOVE_TOTAL']);
    await adopt({ INVOICE_LINKED_TWICE: 'flag', DOCUMENT_ABOVE_TOTAL: 'block' });
    await link('2', COPY);
    expect(await codes()).toContain('INVOICE_LINKED_TWICE');
    const at = async (asOf?: string) => doubleFundingAt(scene.book.models.db, await scene.book.moment(asOf));
    expect(await at('1')).toEqual(FLAGGED);
    expect(await at(String(before))).toEqual({ ...FLAGGED, INVOICE_LINKED_TWICE: 'block' });
    expect(await at()).toEqual({ ...FLAGGED, DOCUMENT_ABOVE_TOTAL: 'block' });
    const says = (await scene.history()).rows.flatMap((row) => row.says);
    expect(says).toContainEqual(expect.stringMatching(/antog 1 regel om .* neka samma faktura två gånger/));
    expect(says).toContainEqual(expect.stringMatching(/antog 1 regel om .* neka dokument över sin summa/));
  });

  it('is made all the same where two persons want it, and is a finding then', async () => {
    await blockAll();
    await link('1');
    const proposed = await link('2', INVOICE, { act: 'trots', reason: 'Fakturan är på två bidrag' });
    expect(proposed.map(({ type }) => type)).toEqual(['ActProposed']);
    expect(JSON.stringify(proposed[0]?.data)).not.toContain('två bidrag');
    const alone = scene.tell('ConfirmAct', { act: 'trots' }, { by: ACCOUNTANT });
    expect(await refusal(alone)).toMatchObject({ code: 'ACT_NEEDS_TWO_PERSONS' });
    const confirmed = await scene.tell('ConfirmAct', { act: 'trots' }, { by: APPROVER });
    expect(confirmed.map(({ type }) => type)).toEqual(['EvidenceLinked', 'ActConfirmed']);
    expect(confirmed[0]).toMatchObject({ data: { number: '2' }, private: { reason: 'Fakturan är på två bidrag' } });
    expect(await codes()).toEqual(['DOCUMENT_ABOVE_TOTAL']);
    expect(await refusal(link('7', INVOICE, { act: 'fel' }))).toMatchObject({ code: 'VOUCHER_UNKNOWN' });
  });

  it('is not made by a rule where it is refused', async () => {
    await blockAll();
    await link('2', COPY);
    const third = 'e'.repeat(32);
    await arrives(third, 'F-20871', '600.00');
    const { exact, blocked } = await matchEvidence(scene.book);
    expect([exact, blocked]).toMatchObject([
      [],
      [{ document: third, code: 'INVOICE_LINKED_ALREADY', voucher: { number: '1' } }],
    ]);
    await adopt({ INVOICE_LINKED_TWICE: 'flag' });
    expect((await matchEvidence(scene.book)).exact).toMatchObject([{ document: third }]);
  });

  it('is refused where another link comes first', async () => {
    await blockAll();
    const other = await scene.another();
    const append = scene.book.log.append.bind(scene.book.log);
    let tries = 0;
    scene.book.log.append = async (command, ...given) => {
      if (++tries === 1) {
        const data = {
          voucher: { book: BOOK, series: 'LR', number: '1' },
          line: 1,
          evidence: { form: 'document', document: INVOICE },
        };
        await other.execute({ type: 'LinkEvidence', by: ACCOUNTANT, data }, 'meanwhile');
      }
      return append(command, ...given);
    };
    expect(await refusal(link('2'))).toMatchObject({ code: 'DOCUMENT_LINKED_ABOVE_TOTAL' });
    await other.close();
  });
});
