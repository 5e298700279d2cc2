import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { DomainError } from '#kernel';
import { inspectSie, readSie, type SieRefusal, type SieVoucher } from '#sie';

// Files of real vendors lie beside the checkout where they may be had; they are never part of it.
const FOLDER = join(import.meta.dirname, '../../../shared/data/sie');
const present = existsSync(join(FOLDER, 'INVENTORY.csv'));

/** Where we read otherwise than the small reader that made the inventory, and why. */
const DEVIATIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // It counts the three records #KONTO "" as one account; an account without a number is none.
  'Sie4j--BLBLOV_SIE4_UTF_8_with_missing_account_numbers.SE': { konto: 199 },
  // It counts the objects of an #RTRANS too; only what is booked has a dimension that is used.
  'jsisie--BL0001_typ4.SE': { dim_use: { 1: 104, 6: 16, 2: 7 } },
  // It compares only stated accounts; FEL is booked with 33 125,72 and stated nowhere.
  'jsisie--Sie4.se': { unreconciled: 4 },
  // Five of its accounts are booked and stated nowhere.
  'sie4sdk--Sie4E1.SI': { unreconciled: 7 },
};

/** Vouchers that these files were made to have refused: line, field and code of each. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'Sie4j--BLBLOV_SIE4_UTF_8_with_critical_voucher_date_error.SI': ['8 date BOOKED_DATE_MALFORMED'],
  'Sie4j--BLBLOV_SIE4_UTF_8_with_missing_account_numbers_in_transaction.SI': [
    '10 account ACCOUNT_MISSING',
    '16 account ACCOUNT_MISSING',
  ],
  'Sie4j--BLBLOV_SIE4_UTF_8_with_missing_voucher_date.SI': ['8 date BOOKED_DATE_MALFORMED'],
  // The series is left out without quotation marks, so that every field stands one place too early.
  'Sie4j--BLBLOV_SIE4_UTF_8_with_missing_voucher_series.SE': ['821 date BOOKED_DATE_MALFORMED'],
};

const CHECKED = ['Norstedts_Bokslut_SIE_1.se', 'Norstedts_Bokslut_SIE_4I.si', 'Norstedts_Revision_SIE_1.SE', 'Sie1.se'];

type Entry = Readonly<Record<string, string>>;

/** Rows of the inventory: values with commas stand in quotation marks, which are doubled inside them. */
function inventory(): Entry[] {
  const [head = '', ...rows] = readFileSync(join(FOLDER, 'INVENTORY.csv'), 'utf8').trim().split(/\r?\n/);
  const cells = (row: string) =>
    [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
    );
  const names = cells(head);
  return rows.map((row) => Object.fromEntries(cells(row).map((cell, index) => [names[index] ?? '', cell])));
}
const entries = present ? inventory() : [];
const sieFiles = entries.filter(({ kind }) => /^SIE[1-4]/.test(kind ?? ''));
const others = entries.filter(({ kind }) => !/^SIE[1-4]/.test(kind ?? ''));

function readFile(file: string) {
  const path = join(FOLDER, file);
  const facts = inspectSie(path);
  const reading = readSie(path, facts.encoding);
  const items = [...reading].flat();
  const vouchers = items.filter((item): item is SieVoucher => item.kind === 'voucher');
  const refusals = items.filter((item): item is SieRefusal => item.kind === 'refusal');
  return { facts, vouchers, refusals, summary: reading.summary };
}

function dimensionUse(vouchers: readonly SieVoucher[]): Record<string, number> {
  const use: Record<string, number> = {};
  for (const { lines } of vouchers) {
    for (const [dimension] of lines.flatMap(({ objects }) => objects)) use[dimension] = (use[dimension] ?? 0) + 1;
  }
  return use;
}

function asRead(file: string) {
  const { facts, vouchers, summary } = readFile(file);
  const corrections = vouchers.flatMap((voucher) => voucher.corrections);
  return {
    sha256: facts.sha256,
    size: facts.size,
    encoding: facts.encoding,
    kind: summary.kind,
    program: summary.program,
    vouchers: summary.vouchers,
    trans: summary.lines,
    rtrans: corrections.filter(({ kind }) => kind === 'added').length,
    btrans: corrections.filter(({ kind }) => kind === 'struck').length,
    unbalanced: vouchers.filter(({ sumOre }) => sumOre !== 0).length,
    konto: summary.chart.size,
    dim_use: dimensionUse(vouchers),
    unreconciled: summary.unreconciledAccounts.length,
  };
}

const count = (text: string | undefined): number => Number(text ?? '');
function asListed(entry: Entry) {
  return {
    sha256: entry['sha256'],
    size: count(entry['size']),
    // It marks a CP437 file with some bytes that Windows-1252 uses for letters as doubtful.
    encoding: (entry['encoding'] ?? '').replace(/\?.*/, ''),
    kind: entry['kind'] === 'SIE4' ? 'SIE4E' : entry['kind'],
    program: entry['program'],
    vouchers: count(entry['vouchers']),
    trans: count(entry['trans']),
    rtrans: count(entry['rtrans']),
    btrans: count(entry['btrans']),
    unbalanced: count(entry['unbalanced_vouchers']),
    konto: count(entry['konto']),
    dim_use: JSON.parse(entry['dim_use'] ?? '{}') as unknown,
    unreconciled: count(entry['accts_ib_plus_trans_ne_ub']) + count(entry['accts_trans_ne_res']),
    ...DEVIATIONS[entry['file'] ?? ''],
  };
}

if (!present) {
  it.skip('needs the vendors’ files in ../shared/data/sie, which are not part of the project', () => undefined);
} else {
  describe('files of real vendors', () => {
    it.each(sieFiles.map((entry) => [entry['file'] ?? '', entry] as const))(
      '%s is read as it is listed',
      (file, entry) => {
        const listed = asListed(entry);
        expect(asRead(file)).toEqual(listed);
      },
    );

    it.each(sieFiles.map(({ file = '' }) => file))(
      '%s has the refusals that it was made for, and no others',
      (file) => {
        const said = readFile(file).refusals.map(
          ({ fileLine, field, code }) => `${String(fileLine)} ${field ?? ''} ${code}`,
        );
        expect(said).toEqual(REFUSED[file] ?? []);
      },
    );

    it.each(CHECKED)('%s carries a #KSUMMA, which agrees', (file) => {
      expect(readFile(`jsisie--${file}`).summary.checksum).toBe('ok');
    });

    it.each(others.map((entry) => [entry['file'] ?? '', entry['kind'] ?? '']))('%s is refused as %s', (file, kind) => {
      const refused = () => inspectSie(join(FOLDER, file));
      expect(refused).toThrow(DomainError);
      expect(refused).toThrow(kind.startsWith('SIE5') ? /SIE 5/ : /webbsida/);
    });
  });
}
