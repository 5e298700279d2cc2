import type { AddedDocument, AddedEvidence, DocumentTexts } from '#intake';
import { type DocumentRow, documentKindWords, type Moment } from '#read-models';

import { facts, heading, page, table, wrapped } from '../output.js';
import { amountInSwedish, counted, countInSwedish } from '../swedish.js';
import { doubtWords } from './doubt-words.js';
import { momentText } from './moment.js';

type Kind = DocumentRow['kind'];
const kindIn = (kind: Kind): string => (kind === null ? 'okänt' : documentKindWords[kind]);
const short = (document: string): string => document.slice(0, 8);

/** How many files that documents carry were refused. */
export const refusedAttachments = (documents: readonly AddedDocument[]): number =>
  documents
    .flatMap(({ attached }) => attached)
    .reduce((sum, each) => sum + ('code' in each ? 1 : refusedAttachments([each])), 0);

/** What became of the files that were to be taken in. */
export function addedText({ dryRun, documents, refused }: AddedEvidence): string {
  const carried = refusedAttachments(documents);
  const fresh = documents.filter(({ known }) => !known).length;
  const title = dryRun ? 'Underlag, provat: inget är sparat' : 'Underlag inlagda';
  const shown = documents.flatMap((each) => [cellsOf(each), ...each.attached.flatMap(attachedCells)]);
  const columns = [
    { title: 'Dokument' },
    { title: 'Art' },
    { title: 'Format' },
    { title: 'Fil', max: 60 },
    { title: 'Anm.' },
  ];
  return page(
    heading(title),
    facts([
      [dryRun ? 'Skulle läggas in' : 'Nya', countInSwedish(fresh)],
      ['Fanns redan', countInSwedish(documents.length - fresh)],
      ['Nekade', countInSwedish(refused.length)],
      ['Nekade bilagor', carried === 0 ? null : countInSwedish(carried)],
    ]),
    documents.length === 0 ? null : table(columns, shown),
    refused.length === 0
      ? null
      : `Nekade, och inget av dem är sparat:\n${refused.map(({ name, says }) => wrapped(`${name}: ${says}`)).join('\n')}`,
  );
}

const cellsOf = ({ name, document, format, kind, known }: AddedDocument): string[] => [
  ...[short(document), kindIn(kind), format, name],
  known ? 'fanns redan' : '',
];

/** What a document carries stands below it. */
const attachedCells = (each: AddedDocument['attached'][number]): string[][] =>
  'code' in each
    ? [['', '', '', `  ${each.name}`, `nekad: ${each.says}`]]
    : [cellsOf({ ...each, name: `  ${each.name}` }), ...each.attached.flatMap(attachedCells)];

/** The documents as a list. */
export function documentListText(
  rows: readonly DocumentRow[],
  texts: ReadonlyMap<string, DocumentTexts>,
  moment: Moment,
): string {
  return page(
    `${heading('Dokument')}\n${momentText(moment)}`,
    table(
      [
        ...[
          { title: 'Dokument' },
          { title: 'Art' },
          { title: 'Datum' },
          { title: 'Från', max: 30 },
          { title: 'Nummer', max: 20 },
        ],
        ...[{ title: 'Belopp', align: 'right' as const }, { title: 'Fil', max: 40 }, { title: 'Anm.' }],
      ],
      rows.map((row) => listedCells(row, texts.get(row.document))),
    ),
    counted(rows.length, 'dokument', 'dokument'),
  );
}

function listedCells({ document, kind, facts: said, doubts }: DocumentRow, texts: DocumentTexts | undefined): string[] {
  const { supplier, number } = texts?.facts ?? {};
  const cells = [short(document), kindIn(kind), said.issued, supplier?.name, number, amountOf(said)];
  return [...cells.map(orEmpty), texts?.fileName ?? 'gallrat', doubts.length === 0 ? '' : 'stämmer inte'];
}

const orEmpty = (cell: string | null | undefined): string => cell ?? '';
const moneyIn = (amount: string | undefined): string | null => (amount === undefined ? null : amountInSwedish(amount));

/** What it comes to, with its currency where that is not kronor. */
function amountOf({ total, net, currency = 'SEK' }: DocumentRow['facts']): string | null {
  const amount = moneyIn(total ?? net);
  return amount === null || currency === 'SEK' ? amount : `${amount} ${currency}`;
}

const BASES = {
  read: 'läst ur filen',
  suggested: 'föreslaget ur texten, inte bekräftat',
  person: 'uppgivet av en person',
};

/** One document whole. */
export const documentText = (row: DocumentRow, texts: DocumentTexts): string =>
  page(
    heading(`Dokument ${row.document}`),
    facts([
      ['Fil', texts.fileName ?? 'gallrat'],
      ['Format', `${row.format}, ${countInSwedish(row.size)} byte`],
      ['Art', kindIn(row.kind)],
      ...saidBy(row, texts),
      ['Finns i', row.parent],
      ['Maskad kopia av', row.copyOf],
      ['Bevaras', row.held ? 'tills vidare' : null],
    ]),
    doubtsText(row),
  );

function saidBy({ basis, facts: said }: DocumentRow, { facts: own }: DocumentTexts) {
  return [
    ['Uppgifterna är', basis === null ? 'inte angivna' : BASES[basis]],
    ['Från', own?.supplier?.name],
    ['Nummer', own?.number],
    ['Datum', said.issued],
    ['Leverans eller period', said.from === undefined ? null : `${said.from}–${said.to ?? ''}`],
    ['Valuta', said.currency],
    ['Netto', moneyIn(said.net)],
    ['Moms', moneyIn(said.tax)],
    ['Totalt', moneyIn(said.total)],
  ] as const;
}

function doubtsText({ doubts }: DocumentRow): string | null {
  if (doubts.length === 0) return null;
  return `Stämmer inte:\n${doubts.map((doubt) => wrapped(doubtIn(doubt))).join('\n')}`;
}

function doubtIn({ code, term, said, reckoned }: DocumentRow['doubts'][number]): string {
  const sums = [
    ...(said === undefined ? [] : [`där står ${amountInSwedish(said)}`]),
    ...(reckoned === undefined ? [] : [`det blir ${amountInSwedish(reckoned)}`]),
  ];
  const words = `${doubtWords[code] ?? code}${term === undefined ? '' : ` (${term})`}`;
  return `${words}${sums.length === 0 ? '' : `: ${sums.join(', och ')}`}.`;
}
