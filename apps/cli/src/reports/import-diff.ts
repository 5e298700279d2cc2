import type { ComparedFile, ImportDiff, OnlyInOne, SaidDifferently, SaidLine } from '#intake';

import { facts, heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish } from '../swedish.js';
import { postingText } from './posting.js';

const MOST_LISTED = 20;

/** What two files that were taken in say differently. */
export const importDiffText = (diff: ImportDiff): string =>
  page(
    heading('Jämförelse av två inlästa filer'),
    facts([
      ['A', fileText(diff.a)],
      ['B', fileText(diff.b)],
    ]),
    countsText(diff),
    listText('Olika i filerna', diff.changed.map(changeText), diff.counts.changed),
    listText('Bara i A', diff.onlyInA.map(onlyText('B')), diff.counts.onlyInA),
    listText('Bara i B', diff.onlyInB.map(onlyText('A')), diff.counts.onlyInB),
    accountsText(diff),
  );

const fileText = ({ import: id, book, vouchers, refused, from, to }: ComparedFile): string =>
  [
    `inläsning ${id}, bok ${book}`,
    `${countInSwedish(vouchers)} verifikationer`,
    ...(from === null || to === null ? [] : [`${from}–${to}`]),
    ...(refused === 0 ? [] : [`${countInSwedish(refused)} gick inte att läsa`]),
  ].join(', ');

const countsText = ({ counts: { same, changed, onlyInA, onlyInB, missingInA, missingInB } }: ImportDiff): string =>
  facts([
    ['Lika', countInSwedish(same)],
    ['Olika', countInSwedish(changed)],
    ['Bara i A', `${countInSwedish(onlyInA)}, varav ${countInSwedish(missingInB)} av dagar och serier som B omfattar`],
    ['Bara i B', `${countInSwedish(onlyInB)}, varav ${countInSwedish(missingInA)} av dagar och serier som A omfattar`],
  ]);

function listText(title: string, told: readonly string[], count: number): string | null {
  if (count === 0) return null;
  const more = count > MOST_LISTED ? [`… och ${countInSwedish(count - MOST_LISTED)} till; se --json`] : [];
  return [title, ...told.slice(0, MOST_LISTED), ...more].join('\n');
}

const onlyText =
  (other: 'A' | 'B') =>
  ({ series, number, date, fileLine, spokenOf }: OnlyInOne): string =>
    `${series} ${number} (${date}), rad ${countInSwedish(fileLine)}${spokenOf ? `: saknas i ${other}` : ''}`;

function changeText({ series, number, a, b }: SaidDifferently): string {
  const dates = a.date === b.date ? a.date : `${a.date} i A, ${b.date} i B`;
  const lines = [...a.lines.map(lineText('A')), ...b.lines.map(lineText('B'))];
  return [`${series} ${number} (${dates})`, ...lines].join('\n');
}

const lineText =
  (file: 'A' | 'B') =>
  (line: SaidLine): string =>
    `  ${file}: ${postingText(line)}${line.date === null ? '' : ` (${line.date})`}`;

function accountsText({ accounts }: ImportDiff): string | null {
  if (accounts.length === 0) return null;
  const rows = accounts
    .slice(0, MOST_LISTED)
    .map(({ account, a, b }) => [account, amountInSwedish(a), amountInSwedish(b)]);
  const amounts = ['Summa i A', 'Summa i B'].map((title) => ({ title, align: 'right' as const }));
  const more = accounts.length > MOST_LISTED ? [`… och ${countInSwedish(accounts.length - MOST_LISTED)} till`] : [];
  return ['Konton vars summor skiljer', table([{ title: 'Konto' }, ...amounts], rows), ...more].join('\n');
}
