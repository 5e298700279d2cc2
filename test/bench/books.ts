import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import iconv from 'iconv-lite';

/** A year of a made-up region's books, the same for the same seed: as SIE 4 and as a journal that ledger and hledger read. */
export interface Books {
  readonly sie: string;
  readonly journal: string;
  readonly lines: number;
  readonly projectLines: number;
}

const ACCOUNTS = [
  '1511',
  '1631',
  '1931',
  '2511',
  '2711',
  '2811',
  '3512',
  '3711',
  '4511',
  '4631',
  '5011',
  '5611',
  '6151',
  '6421',
  '7411',
];
const SUPPLIERS = [
  'Leverantör Exempel AB',
  'Läkemedelsgrossist Exempel AB',
  'Förbrukningsvaror Exempel HB',
  'Fastighetsbolag Exempel AB',
];
const WORDS = [
  'Konsultarvode',
  'Utbildning',
  'Förbrukningsmateriel',
  'Lokalhyra',
  'Läkemedel',
  'Resor',
  'Städning',
  'Kursavgift',
];
const PROJECT = '28101';

/** Numbers from a seed (mulberry32): the same books on every machine. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

class File {
  private text = '';
  private readonly fd: number;

  constructor(
    readonly path: string,
    private readonly encoding: string,
  ) {
    this.fd = openSync(path, 'w');
  }

  put(text: string): void {
    this.text += text;
    if (this.text.length > 1 << 20) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.fd);
  }

  private flush(): void {
    const bytes = iconv.encode(this.text, this.encoding);
    for (let at = 0; at < bytes.length;) at += writeSync(this.fd, bytes, at);
    this.text = '';
  }
}

const kronor = (ore: number): string => {
  const [whole, sign] = [Math.abs(ore), ore < 0 ? '-' : ''];
  return `${sign}${String(Math.floor(whole / 100))}.${String(whole % 100).padStart(2, '0')}`;
};

interface Line {
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly ore: number;
}

/** Writes about `lines` lines, `share` of the vouchers on the grant's project. */
export function writeBooks(dir: string, { lines, share }: { readonly lines: number; readonly share: number }): Books {
  mkdirSync(dir, { recursive: true });
  const next = random(42);
  const [sie, journal] = [new File(join(dir, 'v.se'), 'cp437'), new File(join(dir, 'v.journal'), 'utf8')];
  sie.put('#FLAGGA 0\r\n#PROGRAM "bench" 1.0\r\n#FORMAT PC8\r\n#GEN 20270115\r\n#SIETYP 4\r\n#ORGNR 232100-0164\r\n');
  sie.put('#FNAMN "Region Exempel"\r\n#RAR 0 20260101 20261231\r\n#DIM 1 "Kostnadsställe"\r\n#DIM 6 "Projekt"\r\n');
  for (const account of ACCOUNTS) sie.put(`#KONTO ${account} "Konto ${account}"\r\n`);
  let [written, projectLines] = [0, 0];
  for (let number = 1; written < lines; number++) {
    const day = new Date(Date.UTC(2026, 0, 1) + Math.min(364, Math.floor((written / lines) * 365)) * 864e5);
    const date = day.toISOString().slice(0, 10);
    const booked = bookedLines(next, share);
    written += booked.length;
    projectLines += booked.filter(({ project }) => project === PROJECT).length;
    const text = `${picked(next, SUPPLIERS)} ${picked(next, WORDS)} nära vård F${100000 + Math.floor(next() * 899999)}`;
    putVoucher(sie, { number, date, text, booked });
    putEntry(journal, { number, date, text, booked });
  }
  sie.close();
  journal.close();
  return { sie: sie.path, journal: journal.path, lines: written, projectLines };
}

const picked = (next: () => number, of: readonly string[]): string => of[Math.floor(next() * of.length)] ?? '';

function bookedLines(next: () => number, share: number): readonly Line[] {
  const draw = next();
  const project = draw < share ? PROJECT : draw < 0.3 ? String(27001 + Math.floor(next() * 400) * 3) : '';
  const costCentre = String(31000 + Math.floor(next() * 300) * 7);
  const account = ACCOUNTS[8 + Math.floor(next() * 7)] ?? '6421';
  const net = 100 + Math.floor(next() ** 3 * 9_000_000);
  const vat = next() < 0.8 ? Math.round(net / 4) : 0;
  const cost = { account, costCentre, project, ore: net };
  const tax = { account: '1631', costCentre: '', project: '', ore: vat };
  const debt = { account: '2511', costCentre: '', project: '', ore: -net - vat };
  return vat === 0 ? [cost, debt] : [cost, tax, debt];
}

interface Voucher {
  readonly number: number;
  readonly date: string;
  readonly text: string;
  readonly booked: readonly Line[];
}

function putVoucher(file: File, { number, date, text, booked }: Voucher): void {
  const day = date.replaceAll('-', '');
  file.put(`#VER "LR" "${String(number)}" ${day} "${text}" ${day}\r\n{\r\n`);
  for (const { account, costCentre, project, ore } of booked) {
    const objects = `${costCentre && `1 "${costCentre}"`}${project && ` 6 "${project}"`}`;
    file.put(`   #TRANS ${account} {${objects}} ${kronor(ore)} ${day} "${text}"\r\n`);
  }
  file.put('}\r\n');
}

function putEntry(file: File, { number, date, text, booked }: Voucher): void {
  file.put(`${date} * (LR${String(number)}) ${text}\n`);
  for (const { account, costCentre, project, ore } of booked) {
    const tags = `${costCentre && `    ; kst: ${costCentre}\n`}${project && `    ; projekt: ${project}\n`}`;
    file.put(`    Konto:${account}  ${kronor(ore)} SEK\n${tags}`);
  }
  file.put('\n');
}
