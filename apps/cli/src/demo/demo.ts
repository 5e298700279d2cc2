import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { OrganisationNumber } from '#kernel';

import type { Answer } from '../door.js';
import { facts, heading, page, table } from '../output.js';
import { attestationText } from '../reports/attestation.js';
import { amountInSwedish } from '../swedish.js';
import { ending } from './demo-ending.js';
import { DEMO_FORMATS, type DemoFormat } from './demo-files.js';
import { Stage, type Told } from './demo-stage.js';
import { BOOK, GRANT, story } from './demo-story.js';

const OWN_FOLDER = '.bidragsbok-demo';
/** What the story tells at its end, in this order. */
const REPORTS = ['bidrag.txt', 'fordelning.txt', 'iakttagelser.txt', 'aterrapport.txt', 'underlag.txt'];

interface DemoOptions {
  readonly data?: string | undefined;
  /** Of whom it is told; else of the region whose grant it is. */
  readonly org?: string | undefined;
  readonly out?: string | undefined;
}
/** Tells the story on a log of its own; told again it adds nothing. Refuses with DEMO_NEEDS_OWN_FOLDER. */
export async function runDemo({ data = OWN_FOLDER, org, out }: DemoOptions): Promise<Answer> {
  const organisation = org === undefined ? undefined : OrganisationNumber.parse(org).toString();
  const stage = await Stage.open({ data, organisation });
  try {
    const told = [...(await playAll(stage)), await stage.prove()];
    const coverage = await stage.coverage();
    const formats = { ...(await otherFormats()), sie: await stage.figuresDigest() };
    const json = { ...(await stage.answer()), formats, sameFigures: new Set(Object.values(formats)).size === 1 };
    const [reports, attestation] = [await stage.reports(), attestationText(await stage.attestation())];
    if (out !== undefined) write(out, reports, attestation);
    return { json, text: () => storyText(told, { reports, formats, attestation, coverage }, { data, out }) };
  } finally {
    await stage.close();
  }
}

/** The whole story: up to the return, and what follows from its figures. */
async function playAll(stage: Stage): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const scene of story) told.push(await stage.play(scene));
  const unused = told.at(-1)?.figures?.unused;
  if (unused == null) throw new Error('The story ends without an unused amount');
  for (const scene of ending(unused)) told.push(await stage.play(scene));
  return told;
}

type Digests = Readonly<Partial<Record<DemoFormat, string>>>;

/** What the ledger says where the same year comes out of lists instead: told in files that are gone afterwards. */
async function otherFormats(): Promise<Digests> {
  const digests: Partial<Record<DemoFormat, string>> = {};
  for (const format of DEMO_FORMATS.filter((one) => one !== 'sie')) {
    const folder = mkdtempSync(join(tmpdir(), 'bidragsbok-demo-'));
    const stage = await Stage.open({ data: folder, format, servers: null });
    try {
      await playAll(stage);
      digests[format] = await stage.figuresDigest();
    } finally {
      await stage.close();
      rmSync(folder, { recursive: true });
    }
  }
  return digests;
}

/** Each report bears the checkpoint of the story's end, as it would at the terminal. */
function write(out: string, reports: ReadonlyMap<string, string | Buffer>, attestation: string): void {
  for (const [name, content] of reports) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    const isReport = typeof content === 'string' && name.endsWith('.txt');
    writeFileSync(join(out, name), isReport ? `${content}\n\n${attestation}` : content);
  }
}

type Place = Pick<DemoOptions, 'out'> & { readonly data: string };

interface Ending {
  readonly reports: ReadonlyMap<string, string | Buffer>;
  readonly formats: Digests;
  readonly attestation: string;
  readonly coverage: Awaited<ReturnType<Stage['coverage']>>;
}

function storyText(
  told: readonly Told[],
  { reports, formats, attestation, coverage }: Ending,
  { data, out }: Place,
): string {
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
    ...REPORTS.map((name) => String(reports.get(name))),
    `Underlag saknades för ${amount(coverage.before.missing)} kr innan något lades in, och nu för ${amount(coverage.after.missing)} kr.`,
    attestation,
    `Samma år ur tre sorters filer, och vad liggaren säger i slutet:\n${digestsText(formats)}`,
    [
      'Se själv: varje siffra finns nu och vid varje tidigare tidpunkt, och leder till verifikationens rad.',
      `  ${cli} grant show ${GRANT} --as-of ${String(before?.position ?? 1)}`,
      `  ${cli} grant show ${GRANT} --as-of 2026-09-14 --per-date 2026-06-30`,
      `  ${cli} ledger extract --project-code gnv26-landsbygd`,
      `  ${cli} voucher show ${BOOK} LB 1`,
      `  ${cli} evidence gaps`,
      `  ${cli} trace --voucher ${BOOK}/LB/1`,
      `  ${cli} underlay build --grant ${GRANT} --sample mus:100 --seed 7 --out p.zip`,
      `  ${cli} underlay verify p.zip`,
      `  ${cli} replay`,
      `  ${cli} verify`,
    ].join('\n'),
    out === undefined
      ? `Liggaren har ${String(after?.position ?? 0)} händelser. Med --out KATALOG skrivs filerna och rapporterna.`
      : `filerna och rapporterna ligger i ${out}.`,
  );
}

const FORMAT_NAMES: Readonly<Record<DemoFormat, string>> = { sie: 'SIE 4', csv: 'CSV', xlsx: 'Excel' };

const digestsText = (formats: Digests): string =>
  facts(DEMO_FORMATS.map((format) => [FORMAT_NAMES[format], formats[format] ?? null]));
