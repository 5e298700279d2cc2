import { accountKindWords, type ChartImport, roleWords } from '#intake';
import type { BookChart, ChartGaps, LineSums } from '#read-models';

import { type Column, facts, heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish, counted, roleLabels } from '../swedish.js';
import { momentText } from './moment.js';

const NONE = 'ingen';
const right = (title: string): Column => ({ title, align: 'right' });
const roleText = (role: keyof typeof roleLabels | null): string => (role === null ? NONE : roleLabels[role]);
const kindText = (kind: string | null): string => (kind === null ? '' : (accountKindWords[kind] ?? kind));
const sums = ({ lines, debit, credit }: LineSums): string[] => [
  countInSwedish(lines),
  amountInSwedish(debit),
  amountInSwedish(credit),
];
const REPOST = 'Kör project-code repost, så förs raderna efter sina nya roller.';

/** What a chart that was taken in says anew, and what that is to lines that are recorded already. */
export const chartImportText = ({ book, dryRun, accounts, added, changed, unchanged, effects }: ChartImport): string =>
  page(
    heading(dryRun ? `Kontoplan för ${book}, provläst: inget är skrivet` : `Kontoplan i ${book}`),
    facts([
      ['Konton i filen', countInSwedish(accounts)],
      ['Nya', countInSwedish(added.length)],
      ['Namn ändrade', countInSwedish(changed.filter(({ field }) => field === 'name').length)],
      ['Kontotyp eller roll ändrad', countInSwedish(changed.filter(({ field }) => field !== 'name').length)],
      ['Oförändrade', countInSwedish(unchanged)],
    ]),
    effects.length === 0 ? null : effectsText(effects),
  );

const effectsText = (effects: ChartImport['effects']): string =>
  page(
    table(
      [
        ...[{ title: 'Konto' }, { title: 'Roll före' }, { title: 'Roll nu' }],
        ...[right('Inlästa rader'), right('Debet'), right('Kredit')],
        ...[right('På projektkod'), right('Debet'), right('Kredit')],
      ],
      effects.map(({ account, before, after, recorded, matched }) => [
        ...[account, roleText(before), roleText(after), ...sums(recorded), ...sums(matched)],
      ]),
    ),
    REPOST,
  );

const sources = { own: 'kontot', range: 'intervall', kind: 'kontotyp' } as const;

/** A book's accounts with their roles, and what says each. */
export const chartText = (chart: BookChart): string =>
  page(
    `${heading(`Kontoplan i ${chart.book}`)}\n${momentText(chart)}`,
    table(
      [
        { title: 'Konto' },
        { title: 'Benämning', max: 50 },
        { title: 'Kontotyp' },
        { title: 'Roll' },
        { title: 'Sägs av' },
      ],
      chart.accounts.map(({ account, name, kind, role, source }) => [
        ...[account, name, kindText(kind), roleText(role), source === null ? '' : sources[source]],
      ]),
    ),
    chart.ranges.length === 0
      ? null
      : table(
          [{ title: 'Från konto' }, { title: 'Till konto' }, { title: 'Roll' }],
          chart.ranges.map(({ from, to, role }) => [from, to, roleText(role)]),
        ),
  );

const GIVE_ROLES = [
  'Skriv kontona i en lista med kolumnerna Konto och Roll, läs in den med chart import, och kör project-code repost.',
  `Roller: ${roleWords}.`,
];

/** The accounts without a role, with what stands on them. */
export const chartGapsText = (gaps: ChartGaps): string =>
  page(
    `${heading(`Konton utan roll i ${gaps.book}`)}\n${momentText(gaps)}`,
    gaps.accounts.length === 0
      ? 'Varje konto med inlästa rader har en roll.'
      : page(
          table(
            [
              ...[{ title: 'Konto' }, { title: 'Benämning', max: 40 }, { title: 'Kontotyp' }],
              ...[right('På projektkod'), right('Debet'), right('Kredit')],
              ...[right('Alla rader'), right('Debet'), right('Kredit')],
            ],
            [
              ...gaps.accounts.map(({ account, name, kind, matched, recorded }) => [
                ...[account, name ?? '', kindText(kind), ...sums(matched), ...sums(recorded)],
              ]),
              ['Summa', '', '', ...sums(gaps.matched), ...sums(gaps.recorded)],
            ],
          ),
          [
            `${counted(gaps.accounts.length, 'konto', 'konton')} utan roll: raderna räknas inte som kostnad, och ingen vet vad de är för ett bidrag.`,
            ...GIVE_ROLES,
          ].join('\n'),
        ),
  );
