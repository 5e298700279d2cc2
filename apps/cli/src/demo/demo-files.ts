import { demoVouchers } from './demo-books.js';
import { demoSieFile } from './demo-sie.js';
import { BOOK } from './demo-story.js';
import { demoTable } from './demo-table.js';

/** What the made-up ERP can export: each tells the same vouchers. */
export type DemoFormat = 'sie' | 'csv' | 'xlsx';
export const DEMO_FORMATS: readonly DemoFormat[] = ['sie', 'csv', 'xlsx'];

const EXTENSIONS = { sie: 'se', csv: 'csv', xlsx: 'xlsx' } as const;
const THROUGH = ['2026-08-31', '2027-01-15'] as const;

/** The name of the file with everything booked up to a day. */
export const demoFileName = (through: string, format: DemoFormat): string => `${BOOK}-${through}.${EXTENSIONS[format]}`;

/** Which file, and whose books are in it: ten digits. */
interface Asked {
  readonly through: string;
  readonly format: DemoFormat;
  readonly organisation: string;
}

/** The file itself. */
export async function demoFile({ through, format, organisation }: Asked): Promise<Buffer> {
  if (format === 'sie') return demoSieFile(through, organisation);
  const vouchers = demoVouchers({ changed: through > '2026-12-31' }).filter(({ date }) => date <= through);
  return demoTable(vouchers, format);
}

/** Every file that the story could be told by, by its name. */
export async function demoFiles(organisation: string): Promise<[string, Buffer][]> {
  const files: [string, Buffer][] = [];
  for (const through of THROUGH) {
    for (const format of DEMO_FORMATS) {
      files.push([demoFileName(through, format), await demoFile({ through, format, organisation })]);
    }
  }
  return files;
}
