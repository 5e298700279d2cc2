import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { payrollSie } from '#intake';
import { DomainError } from '#kernel';
import { inspectSie, readSie } from '#sie';

// Files of real vendors lie beside the checkout where they may be had; they are never part of it.
const FOLDER = join(import.meta.dirname, '../../../shared/data/sie');
const present = existsSync(FOLDER);
const files = present ? readdirSync(FOLDER).filter((name) => /\.si$/i.test(name)) : [];

/** What these files were made to have refused, and the line. Of every other every voucher is read. */
const REFUSED: Readonly<Record<string, string>> = {
  'Sie4j--BLBLOV_SIE4_UTF_8_with_critical_voucher_date_error.SI': 'PAYROLL_FILE_UNREADABLE 8',
  'Sie4j--BLBLOV_SIE4_UTF_8_with_missing_account_numbers_in_transaction.SI': 'PAYROLL_FILE_UNREADABLE 10',
  'Sie4j--BLBLOV_SIE4_UTF_8_with_missing_voucher_date.SI': 'PAYROLL_FILE_UNREADABLE 8',
};

/** Read as a payroll file of whatever organisation it says that it is of. */
async function read(file: string) {
  const path = join(FOLDER, file);
  const reading = readSie(path, inspectSie(path).encoding);
  for (const items of reading) expect(items).toBeDefined();
  const { organisationNumber, vouchers, debit, credit } = reading.summary;
  const of = { organisation: organisationNumber ?? '', privateDimensions: [] };
  return { stated: { vouchers, debit, credit }, found: await payrollSie(path, of) };
}

if (!present) {
  it.skip('needs the vendors’ files in ../shared/data/sie, which are not part of the project', () => undefined);
} else {
  describe('what pre-systems of real vendors hand over', () => {
    it('is there to be read', () => {
      expect(files.length).toBeGreaterThan(10);
    });

    it.each(files)('%s is read whole, or refused for what is wrong in it', async (file) => {
      const outcome = await read(file).catch((error: unknown) => error);
      if (outcome instanceof DomainError) {
        expect(`${outcome.code} ${String(outcome.details['line'])}`).toBe(REFUSED[file]);
        return;
      }
      expect(REFUSED[file]).toBeUndefined();
      const { stated, found } = outcome as Awaited<ReturnType<typeof read>>;
      const ores = found.vouchers.flatMap(({ lines }) => lines.map(({ ore }) => ore));
      const sumOf = (sign: number) => ores.reduce((sum, ore) => sum + Math.max(sign * ore, 0), 0);
      expect({ vouchers: found.vouchers.length, debit: sumOf(1), credit: sumOf(-1) }).toEqual(stated);
    });
  });
}
