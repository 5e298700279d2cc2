import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type At, INVOICE, inPieces, pdfOf } from './pdf.fixture.js';
import { textOf } from './placed-lines.js';
import { type PdfLimits, readPdf } from './read-pdf.js';
import { suggestionsOf } from './suggest.js';

const read = (bytes: Uint8Array, limits: Partial<PdfLimits> = {}) => readPdf(inPieces(bytes), limits);
const refusal = (code: string) => expect.objectContaining({ code });
const OURS = ['2120001967'];
const said = async (texts: readonly At[]) =>
  Object.fromEntries(
    suggestionsOf(await read(await pdfOf([texts])), OURS).map(({ field, value, certainty }) => [
      field,
      `${value} ${certainty}`,
    ]),
  );
const instead = (from: string, to: string) => INVOICE.map(([x, y, text]): At => [x, y, text === from ? to : text]);

describe('the text of a PDF', () => {
  it('is read page by page, with where it stands', async () => {
    const pdf = await read(await pdfOf([[[50, 60, 'Åtgärd på väg']], [[10, 20, 'sida två']]]));
    expect(pdf.pageCount).toBe(2);
    expect(textOf(pdf.pages)).toBe('Åtgärd på väg\nsida två');
    const [[text] = []] = pdf.pages;
    expect(text).toMatchObject({ x: 50, text: 'Åtgärd på väg' });
    expect(text?.y).toBeGreaterThan(750);
  });

  it('is read of so many pages, and the rest are counted', async () => {
    const pdf = await read(await pdfOf([1, 2, 3].map((page): readonly At[] => [[50, 50, `sida ${page}`]])), {
      pages: 2,
    });
    expect(pdf.pageCount).toBe(3);
    expect(pdf.pages).toHaveLength(2);
  });

  it('comes with the files that it carries, such as the XML of a hybrid invoice', async () => {
    const { attachments } = await read(await pdfOf([INVOICE], { files: { 'factur-x.xml': '<a/>' } }));
    expect(attachments.map(({ fileName, bytes }) => [fileName, Buffer.from(bytes).toString()])).toEqual([
      ['factur-x.xml', '<a/>'],
    ]);
  });
});

describe('PDFs that are read one after the other, or at once', () => {
  it('each say what stands in them, and no refusal of one touches the next', async () => {
    const named = (name: string) => pdfOf([[[50, 50, name]]]);
    const readNamed = async (name: string) => textOf((await read(await named(name))).pages);
    const many = Array.from({ length: 8 }, (_, at) => `Faktura ${at}`);
    for (const name of many) expect(await readNamed(name)).toBe(name);
    await expect(read(Buffer.from('%PDF-1.7\nbroken'))).rejects.toThrow(refusal('PDF_BROKEN'));
    await expect(read(await named('sen'), { milliseconds: 1, megabytes: 400 })).rejects.toThrow(
      refusal('PDF_TOO_SLOW'),
    );
    expect(await Promise.all(many.map(readNamed))).toEqual(many);
  });
});

describe('a PDF that we write', () => {
  it('is the same bytes each time', async () => {
    const [one, other] = [await pdfOf([INVOICE]), await pdfOf([INVOICE])];
    expect(Buffer.compare(one, other)).toBe(0);
  });
});

describe('a PDF that is refused', () => {
  it('is broken, cut off or no PDF', async () => {
    await expect(read(Buffer.from('%PDF-1.7\nnothing of the kind'))).rejects.toThrow(refusal('PDF_BROKEN'));
    await expect(read(new Uint8Array())).rejects.toThrow(refusal('PDF_BROKEN'));
  });

  it('is locked by a password', async () => {
    const locked = await pdfOf([INVOICE], { password: 'hemligt' });
    await expect(read(locked)).rejects.toThrow(refusal('PDF_ENCRYPTED'));
  });

  it('is too large, and is read no further than that', async () => {
    const megabyte = new Uint8Array(1 << 20);
    let handed = 0;
    const large = async function* () {
      for (; handed < 500; handed++) yield await Promise.resolve(megabyte);
    };
    await expect(readPdf(large())).rejects.toThrow(refusal('PDF_TOO_LARGE'));
    expect(handed).toBeLessThan(40);
  });

  it('takes too long, and its thread is ended', async () => {
    // With a limit of its own to its memory it has a thread of its own, which has yet to load what reads.
    const limits = { milliseconds: 1, megabytes: 500 };
    await expect(read(await pdfOf([INVOICE]), limits)).rejects.toThrow(refusal('PDF_TOO_SLOW'));
  });

  it('never ends otherwise, whatever of it is changed', async () => {
    const bytes = await pdfOf([INVOICE]);
    const place = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 40 }), async (places) => {
        const changed = Uint8Array.from(bytes);
        for (const { at, byte } of places) changed[at] = byte;
        const outcome = await read(changed).then(
          () => 'read',
          (error: unknown) => (error as { code: string }).code,
        );
        expect(['read', 'PDF_BROKEN', 'PDF_ENCRYPTED', 'PDF_TOO_SLOW']).toContain(outcome);
      }),
      { numRuns: 12 },
    );
  });
});

describe('what an invoice seems to say', () => {
  it('is read by Swedish wordings, checked where there is something to check by', async () => {
    expect(await said(INVOICE)).toEqual({
      number: '4711-26 labelled',
      issued: '2026-03-02 labelled',
      due: '2026-04-01 labelled',
      from: '2026-02-01 labelled',
      to: '2026-02-28 labelled',
      organisationNumber: '5560360793 checked',
      vatNumber: 'SE556036079301 checked',
      bankgiro: '9912346 checked',
      ocr: '4711263 checked',
      net: '10000.00 checked',
      tax: '2500.00 checked',
      total: '12500.00 checked',
    });
  });

  it('says where it stood', async () => {
    const [number] = suggestionsOf(await read(await pdfOf([[[50, 50, 'x']], INVOICE])), OURS);
    expect(number).toMatchObject({ field: 'number', page: 2, box: { height: 10 } });
  });

  it('is no more than labelled where the amounts do not agree', async () => {
    expect(await said(instead('2 500,00', '2 400,00'))).toMatchObject({
      tax: '2400.00 labelled',
      total: '12500.00 labelled',
    });
  });

  it('tells a credit note apart, and what it credits', async () => {
    const credit = instead('FAKTURA', 'KREDITFAKTURA');
    expect(await said([...credit, [50, 90, 'Avser faktura 4650-26']])).toMatchObject({
      'credit-note': 'true labelled',
      number: '4711-26 labelled',
      preceding: '4650-26 labelled',
    });
  });

  it('is not what has a wrong check digit, or what cannot be read', async () => {
    const wrong = instead('991-2346', '991-2347').map(([x, y, text]): At => [
      x,
      y,
      text.replace('0793', '0794').replace('079301', '079401'),
    ]);
    const found = await said(wrong.map(([x, y, text]) => [x, y, text === '2026-03-02' ? '2026-02-30' : text]));
    for (const field of ['bankgiro', 'organisationNumber', 'vatNumber', 'issued'])
      expect(found).not.toHaveProperty(field);
  });

  it('is nothing where a file has no text', async () => {
    expect(await said([])).toEqual({});
  });
});
