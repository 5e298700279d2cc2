import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import iconv from 'iconv-lite';

import { inspectSie } from '../inspect-sie.js';
import { readSie } from '../read-sie.js';
import type { SieItem } from '../voucher.js';
import type { SieHead } from './sie-head.js';
import type { WrittenEntry, WrittenVoucher } from './voucher-records.js';
import { sieFile, type SieWriting } from './write-sie.js';

/** A head with everything that can be said. */
export const head: SieHead = {
  kind: 'SIE4E',
  program: { name: 'Bidragsbok', version: '0.1.0' },
  generated: '2027-01-15',
  organisationNumber: '2321000164',
  name: 'Region Åland "Norr"',
  remark: 'Bara det som rör bidraget',
  chartType: 'BAS2026',
  financialYears: [{ index: 0, from: '2026-01-01', to: '2026-12-31' }],
  chart: new Map([
    ['1930', { name: 'Bank', type: 'T' }],
    ['4010', { name: 'Vårdtjänster', type: null }],
  ]),
  dimensions: new Map([
    ['6', { name: 'Projekt', parent: null }],
    ['21', { name: 'Delprojekt', parent: '6' }],
  ]),
  objects: [['6', '28101', 'Hälsoval']],
  balances: [
    { label: 'IB', year: 0, account: '1930', ore: 10_000 },
    { label: 'UB', year: 0, account: '1930', ore: 5_000 },
    { label: 'RES', year: 0, account: '4010', ore: 5_000 },
  ],
};
/** A line as it is written. */
export const entry = (account: string, ore: number, more: Partial<WrittenEntry> = {}): WrittenEntry => {
  return { account, objects: [], ore, ...more };
};
/** A voucher of two lines, or of those given. */
export const voucher = (
  changes: Partial<WrittenVoucher> & { entries?: readonly WrittenEntry[] } = {},
): WrittenVoucher => {
  const { entries = [entry('4010', 5_000, { objects: [['6', '28101']] }), entry('1930', -5_000)], ...more } = changes;
  const lines = entries.map((each, index) => ({ ...each, ordinal: index + 1 }));
  const ofHead = {
    series: 'A',
    number: '1',
    date: '2026-02-28',
    registered: '2026-03-02',
    text: 'Faktura',
    signature: 'AB',
  };
  return { ...ofHead, lines, corrections: [], ...more };
};

/** The whole file. */
export async function bytesOf(vouchers: readonly WrittenVoucher[], options?: SieWriting, of = head): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of sieFile(of, vouchers, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
/** The whole file, decoded. */
export const textOf = async (vouchers: readonly WrittenVoucher[], options?: SieWriting, of = head) =>
  iconv.decode(await bytesOf(vouchers, options, of), 'cp437');
/** What our own reader makes of the file, without where it stood in it. */
export function readBack(bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'sie-out-'));
  const path = join(folder, 'file.se');
  writeFileSync(path, bytes);
  const reading = readSie(path, 'cp437');
  const items = [...reading].flat().map(asWritten);
  const { encoding } = inspectSie(path);
  rmSync(folder, { recursive: true });
  return { items, summary: reading.summary, encoding };
}
function asWritten(item: SieItem): unknown {
  if (item.kind === 'refusal') return item;
  const { series, number, date, registered, text, signature, lines, corrections } = item;
  const withoutPlace = (each: object) =>
    Object.fromEntries(Object.entries(each).filter(([name]) => name !== 'fileLine'));
  return {
    ...{ series, number, date, registered, text, signature },
    ...{ lines: lines.map(withoutPlace), corrections: corrections.map(withoutPlace) },
  };
}
