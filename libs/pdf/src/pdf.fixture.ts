import { type PdfMaking, writePdf } from './write-pdf.js';

/** A text at a place, from the upper left corner. */
export type At = readonly [x: number, y: number, text: string];

/** A PDF with these texts, each list a page. */
export const pdfOf = (pages: readonly (readonly At[])[], making: Partial<PdfMaking> = {}): Promise<Uint8Array> =>
  writePdf(
    pages.map((texts) => texts.map(([x, y, text]) => ({ x, y, text }))),
    { title: 'Faktura', made: '2026-03-02T08:00:00Z', ...making },
  );

/** The bytes as they come by. */
export async function* inPieces(bytes: Uint8Array, size = 1 << 16): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** An invoice as a small supplier's program prints it. */
export const INVOICE: readonly At[] = [
  [50, 50, 'Vårdkraft AB'],
  [350, 50, 'FAKTURA'],
  [350, 80, 'Fakturanummer: 4711-26'],
  [350, 95, 'Fakturadatum'],
  [460, 95, '2026-03-02'],
  [350, 110, 'Förfallodatum'],
  [460, 110, '2026-04-01'],
  [50, 140, 'Örebro kommun, org.nr 212000-1967'],
  [50, 170, 'Avser perioden 2026-02-01 – 2026-02-28'],
  [50, 200, 'Handledning'],
  [460, 200, '10 000,00'],
  [350, 400, 'Summa exkl. moms'],
  [460, 400, '10 000,00'],
  [350, 415, 'Moms 25 %'],
  [460, 415, '2 500,00'],
  [350, 430, 'Att betala'],
  [460, 430, '12 500,00 kr'],
  [50, 700, 'Bankgiro'],
  [150, 700, 'OCR'],
  [250, 700, 'Org.nr'],
  [350, 700, 'Momsreg.nr'],
  [50, 715, '991-2346'],
  [150, 715, '4711263'],
  [250, 715, '556036-0793'],
  [350, 715, 'SE556036079301'],
];
