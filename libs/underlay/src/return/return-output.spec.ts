import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { readPdf, textOf } from '#pdf';
import { draftFaults } from '#read-models';
import { openTable } from '#tabular';

import { bookFacts, Books, sieText } from '../books.fixture.js';
import { explained } from './check-words.js';
import { type DraftAnswers, readDraft } from './draft-answers.js';
import { repaymentAt, returnAt, type ReturnFormat, returnFormats, returnOutput } from './return-output.js';

const GRANT = 'gnv-2026';
const FILE = sieText(
  ...['#VER A 1 20260110 "Konsult" 20260110', '{', '#TRANS 7411 {6 "28101"} 10.50', '#TRANS 2511 {} -10.50', '}'],
);
let books: Books;
beforeEach(async () => {
  books = await Books.open(bookFacts('ett'));
  await books.take('ett', FILE);
});
afterEach(() => books.close());

async function build(format: ReturnFormat, draft: DraftAnswers | null = null, asOf?: string): Promise<Buffer> {
  const found = await returnAt(books.bidragsbok, GRANT, await books.bidragsbok.moment(asOf));
  const output = await returnOutput(books.bidragsbok, { found, draft, checkpoint: 'ursprung\n12\nrot' }, format);
  const chunks: Uint8Array[] = [];
  for await (const chunk of output.chunks) chunks.push(chunk);
  expect(output.counts()).toMatchObject({ rows: 1, total: '10.50' });
  return Buffer.concat(chunks);
}
const found = async () => returnAt(books.bidragsbok, GRANT, await books.bidragsbok.moment());
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(books.dir, name);
  writeFileSync(path, content);
  return path;
};
async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

describe('a return as files', () => {
  it('is a document whose file has the digest that a submission freezes', async () => {
    const bytes = await build('json');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe((await found()).digest);
    expect(JSON.parse(bytes.toString())).toMatchObject({ format: 1, grant: GRANT, total: { amount: '10.50' } });
  });

  it('is the same bytes when it is built again at its position, whatever came since', async () => {
    const { position } = await books.bidragsbok.moment();
    const before = new Map<string, Buffer>();
    for (const format of returnFormats) before.set(format, await build(format));
    await books.tell('AwardGrant', {
      ...{ grant: GRANT, amounts: [{ pot: 'region-population', amount: '900000.00' }] },
      decision: { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08' },
    });
    for (const format of returnFormats) {
      const again = await build(format, null, `${position}`);
      expect(before.get(format)?.equals(again)).toBe(true);
    }
    expect((await build('xlsx')).equals(before.get('xlsx') ?? Buffer.alloc(0))).toBe(false);
  });

  it('says in Swedish on paper what was checked and who signs', async () => {
    const draft = { signatory: 'Ekonomidirektör', answers: { resultat: 'Fler fasta läkarkontakter' } };
    const text = textOf((await readPdf(inOne(await build('pdf', draft)))).pages).replaceAll(/\s+/g, ' ');
    for (const said of ['Återrapport 2026', 'Region Exempel', 'Ekonomidirektör', 'Fler fasta läkarkontakter']) {
      expect(text).toContain(said);
    }
    expect(text).toContain((await found()).digest);
  });

  it('is not there before its grant', async () => {
    const moment = await books.bidragsbok.moment('1');
    await expect(returnAt(books.bidragsbok, GRANT, moment)).rejects.toMatchObject({ code: 'GRANT_NOT_ANNOUNCED' });
    await expect(repaymentAt(books.bidragsbok, GRANT, moment)).rejects.toMatchObject({ code: 'GRANT_NOT_ANNOUNCED' });
    expect(await repaymentAt(books.bidragsbok, GRANT, await books.bidragsbok.moment())).toMatchObject({
      ...{ computed: null, liability: null, isPreliminary: true },
    });
  });

  it('explains each check that fails, with its amount', async () => {
    const { checks } = await found();
    const said = new Map(checks.map((check) => [check.check, explained(check)]));
    expect(said.get('areas-sum-to-used')).toBe('Stämmer.');
    expect(said.get('received-known')).toContain('RecordGrantPayment');
    expect(said.get('areas-known')).toMatch(/^10,50\skr är använda på okänt område/u);
  });
});

describe('a draft of answers', () => {
  it('is read out of JSON, and out of the workbook once its sheet is filled in', async () => {
    const draft = { signatory: 'Ekonomidirektör', answers: { resultat: 'Fler', ovrigt: 'Inget' } };
    expect(await readDraft(file('svar.json', JSON.stringify(draft)), await found())).toEqual(draft);
    const path = file('return.xlsx', await build('xlsx', draft));
    expect((await openTable(path)).sheets.map(({ name }) => name)).toContain('Svar');
    expect(await readDraft(path, await found())).toEqual(draft);
    expect(await readDraft(file('tom.xlsx', await build('xlsx')), await found())).toEqual({ answers: {} });
  });

  it('is checked against the form before anything is submitted', async () => {
    expect(draftFaults(await found(), { answers: { effekt: 'x' } })).toEqual([
      { field: 'effekt', code: 'RETURN_ANSWER_UNKNOWN' },
      { field: 'undertecknare', code: 'RETURN_ANSWER_MISSING' },
    ]);
    expect(draftFaults({ form: null }, { answers: { effekt: 'x' } })).toEqual([]);
  });

  it.each([
    ['inte json', 'svar.json'],
    ['[]', 'lista.json'],
    ['{"svar": {}}', 'annat.json'],
    ['{"answers": []}', 'lista-i.json'],
    ['{"answers": {"resultat": 1}}', 'tal.json'],
    ['Fråga;Kommentar\na;b\n', 'svar.csv'],
  ])('that is %j is refused', async (content, name) => {
    const code = 'RETURN_ANSWERS_UNREADABLE';
    await expect(readDraft(file(name, content), await found())).rejects.toMatchObject({ code });
  });
});
