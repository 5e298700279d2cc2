import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Bidragsbok, importSie, organisationsIn, seededSalt } from '#intake';
import { DomainError } from '#kernel';
import { allocationTree, balance, extract, findings, grantPosition, type GrantPosition } from '#read-models';

import type { Answer } from '../door.js';
import { heading, page, table } from '../output.js';
import { allocationTreeText } from '../reports/allocation-tree.js';
import { extractText } from '../reports/extract.js';
import { findingsText } from '../reports/findings.js';
import { grantPositionText } from '../reports/grant-position.js';
import { amountInSwedish } from '../swedish.js';
import { ending } from './demo-ending.js';
import { demoSieFile } from './demo-sie.js';
import { BOOK, GRANT, ORGANISATION, type Scene, story } from './demo-story.js';

/** How the demo signs its log, so that it never goes on in anybody else's. */
const SOFTWARE = 'bidragsbok demo';
const OWN_FOLDER = '.bidragsbok-demo';

interface DemoOptions {
  readonly data?: string | undefined;
  readonly out?: string | undefined;
}
/** A moment of the story with the grant's figures there. */
interface Told {
  readonly title: string;
  readonly position: number;
  readonly figures: GrantPosition | undefined;
}

/** Tells the story on a log of its own; told again it adds nothing. Refuses with DEMO_NEEDS_OWN_FOLDER. */
export async function runDemo({ data = OWN_FOLDER, out }: DemoOptions): Promise<Answer> {
  const stage = await Stage.open(data);
  try {
    const told: Told[] = [];
    for (const scene of story) told.push(await stage.play(scene));
    const unused = told.at(-1)?.figures?.unused;
    if (unused == null) throw new Error('The story ends without an unused amount');
    for (const scene of ending(unused)) told.push(await stage.play(scene));
    const json = await stage.answer();
    const reports = await stage.reports();
    if (out !== undefined) write(out, reports);
    return { json, text: () => storyText(told, reports, { data, out }) };
  } finally {
    await stage.close();
  }
}

class Stage {
  private now = Date.parse('2026-02-17T08:00:00.000Z');
  private book!: Bidragsbok;

  static async open(data: string): Promise<Stage> {
    const stage = new Stage();
    const options = { data, organisation: ORGANISATION, clock: () => stage.now, salt: seededSalt(SOFTWARE) };
    const [...there] = organisationsIn(data);
    if (there.some((organisation) => organisation !== ORGANISATION)) throw new DomainError('DEMO_NEEDS_OWN_FOLDER');
    if (there.length === 0) {
      stage.book = await Bidragsbok.init({ ...options, name: 'Region Örebro län', software: SOFTWARE });
      return stage;
    }
    stage.book = Bidragsbok.open(options);
    const [genesis] = await stage.book.log.readAll(0, 1);
    const { software } = (genesis?.data ?? {}) as { readonly software?: string };
    if (software === SOFTWARE) return stage;
    await stage.close();
    throw new DomainError('DEMO_NEEDS_OWN_FOLDER');
  }

  /** Plays a scene at its own time; what was played before comes back as it was. */
  async play({ at, title, commands = [], fileThrough }: Scene): Promise<Told> {
    this.now = Date.parse(at);
    for (const [index, command] of commands.entries()) await this.book.execute(command, `demo-${at}-${String(index)}`);
    if (fileThrough !== undefined) await this.takeIn(fileThrough);
    const moment = await this.book.moment();
    return { title, position: moment.position, figures: grantPosition(this.book.models.db, GRANT, moment) };
  }

  private async takeIn(through: string): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'bidragsbok-demo-'));
    const file = join(folder, `${BOOK}-${through}.se`);
    try {
      writeFileSync(file, demoSieFile(through));
      const asked = { file, to: this.book, book: BOOK, id: `demo-${through}` };
      await importSie({ ...asked, acceptChanges: through > '2026-12-31' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  async answer(): Promise<object> {
    const { position, models } = { position: (await this.book.moment()).position, models: this.book.models };
    const figures = grantPosition(models.db, GRANT, { position });
    if (figures === undefined) throw new Error('The story ends without its grant');
    const { awarded, allocated, unallocated, received, used, unused, ownFunding, repaid, pots } = figures;
    const amounts = { awarded, allocated, unallocated, received, used, unused, ownFunding, repaid };
    return { grant: GRANT, ...amounts, pots, events: position, position, digest: await models.digest() };
  }

  /** The files and reports of the story by name. */
  async reports(): Promise<ReadonlyMap<string, string | Buffer>> {
    const moment = await this.book.moment();
    const { db } = this.book.models;
    const [figures, tree] = [grantPosition(db, GRANT, moment), allocationTree(db, GRANT, moment)];
    if (figures === undefined || tree === undefined) throw new Error('The story ends without its grant');
    const reports = new Map<string, string | Buffer>([
      [`${BOOK}-2026-08-31.se`, demoSieFile('2026-08-31')],
      [`${BOOK}-2027-01-15.se`, demoSieFile('2027-01-15')],
      ['bidrag.txt', grantPositionText(figures)],
      ['fordelning.txt', allocationTreeText(tree)],
      ['iakttagelser.txt', await findingsText(this.book, findings(db, moment, GRANT), moment)],
    ]);
    for (const code of ['gnv26-halsoval', 'gnv26-hsn', 'gnv26-landsbygd']) {
      reports.set(`huvudbok-${code}.txt`, await extractText(this.book, extract(db, code, moment)));
      reports.set(`saldo-${code}.json`, JSON.stringify(balance(db, code, moment), null, 2));
    }
    return reports;
  }

  close(): Promise<void> {
    return this.book.close();
  }
}

function write(out: string, reports: ReadonlyMap<string, string | Buffer>): void {
  mkdirSync(out, { recursive: true });
  for (const [name, content] of reports) writeFileSync(join(out, name), content);
}

type Place = DemoOptions & { readonly data: string };

function storyText(told: readonly Told[], reports: ReadonlyMap<string, string | Buffer>, { data, out }: Place): string {
  const amount = (figure: string | null | undefined) => amountInSwedish(figure ?? null);
  const rows = told.map(({ title, position, figures }) => [
    String(position),
    title,
    amount(figures?.allocated),
    amount(figures?.used),
    amount(figures?.unused),
    amount(figures?.repaid),
  ]);
  const right = (title: string) => ({ title, align: 'right' as const });
  const columns = [
    right('Position'),
    { title: 'Vad som hände', max: 60 },
    right('Fördelat'),
    right('Använt'),
    right('Ej förbrukat'),
    right('Återbetalt'),
  ];
  const [before, after] = [told.find(({ title }) => title.startsWith('Bokföringen')), told.at(-1)];
  const cli = `BIDRAGSBOK_DATA=${data === OWN_FOLDER ? OWN_FOLDER : resolve(data)} npm run -s bidragsbok --`;
  return page(
    heading('Region Örebro län 2026: ett statsbidrag från besked till återbetalning'),
    table(columns, rows),
    ...['bidrag.txt', 'fordelning.txt', 'iakttagelser.txt'].map((name) => String(reports.get(name))),
    [
      'Se själv: varje siffra finns nu och vid varje tidigare tidpunkt, och leder till verifikationens rad.',
      `  ${cli} grant show ${GRANT} --as-of ${String(before?.position ?? 1)}`,
      `  ${cli} grant show ${GRANT} --as-of 2026-09-14 --per-date 2026-06-30`,
      `  ${cli} ledger extract --project-code gnv26-landsbygd`,
      `  ${cli} voucher show ${BOOK} LB 1`,
      `  ${cli} replay`,
    ].join('\n'),
    out === undefined
      ? `Liggaren har ${String(after?.position ?? 0)} händelser. Med --out KATALOG skrivs SIE-filer och rapporter.`
      : `SIE-filer och rapporter ligger i ${out}.`,
  );
}
