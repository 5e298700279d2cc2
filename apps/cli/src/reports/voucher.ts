import { facts, heading, page, table } from '../output.js';
import { amountInSwedish, countLabels, eventLabels, heldOutLabels, kindOfCostLabels, UNKNOWN } from '../swedish.js';
import type { ShownCost, VoucherShown } from '../voucher-view.js';
import { momentText } from './moment.js';
import { objectsText } from './posting.js';

/** A verifikation for people: its lines, what it is to the grants, and what has happened to it. */
export const voucherText = (voucher: VoucherShown): string =>
  page(
    `${heading(`Verifikation ${nameOf(voucher)}`)}\n${momentText(voucher)}`,
    headText(voucher),
    linesText(voucher),
    restText(voucher),
    ...voucher.costs.map(costText),
    voucher.costs.length === 0 ? 'Ingen rad är förd som kostnad på ett bidrag.' : null,
    historyText(voucher),
  );

const nameOf = ({ book, series, number }: VoucherShown): string =>
  [book, series, number].filter((part) => part !== '').join(' ');

const headText = (voucher: VoucherShown): string =>
  facts([
    ['Bokföringsdag', voucher.date],
    ['Registrerad i källan', voucher.status === 'recorded' ? (voucher.registered ?? UNKNOWN) : null],
    ['Läge', voucher.status === 'recorded' ? null : 'återtagen: finns inte längre i källan'],
    ['Text', voucher.text],
    ['Signatur', voucher.signature],
    ...voucher.erased.map(
      ({ body, date, caseNumber }) => ['Texter', `raderade enligt beslut av ${body}, ${date}, ${caseNumber}`] as const,
    ),
    ['Texter', voucher.textsLost ? 'saknas utan beslut: liggaren är inte som den skrevs' : null],
  ]);

function linesText({ lines }: VoucherShown): string | null {
  if (lines.length === 0) return null;
  return table(
    [
      { title: 'Rad', align: 'right' },
      { title: 'Konto' },
      { title: 'Dimensioner', max: 40 },
      { title: 'Text', max: 36 },
      { title: 'Belopp', align: 'right' },
    ],
    lines.map(({ line, account, objects, amount, text }) => [
      `${line}`,
      account,
      objectsText(objects),
      text ?? '',
      amountInSwedish(amount),
    ]),
  );
}

function restText({ rest }: VoucherShown): string | null {
  if (rest.length === 0) return null;
  const amounts = ['Debet', 'Kredit'].map((title) => ({ title, align: 'right' as const }));
  const rows = rest.map(({ account, count, debit, credit }) => [
    ...[account, `${count}`, amountInSwedish(debit), amountInSwedish(credit)],
  ]);
  const columns = [{ title: 'Konto' }, { title: 'Rader', align: 'right' as const }, ...amounts];
  return `Rader som inte rör något bidrag, summerade\n${table(columns, rows)}`;
}

function costText({ projectCode, grant, allocation, pot, basis, lines, counts }: ShownCost): string {
  const kindOf = new Map(lines.map(({ line, kind, share }) => [line, { kind, share }]));
  const rows = counts.map(({ line, area, amount, counts: as, heldOut }) => {
    const { kind = '', share = '' } = kindOf.get(line) ?? {};
    const outcome = heldOut === null ? countLabels[as] : `${countLabels[as]}: ${heldOutLabels[heldOut]}`;
    return [
      `${line}`,
      kindOfCostLabels[kind] ?? kind,
      share,
      area === null ? UNKNOWN : `${area}`,
      amountInSwedish(amount),
      outcome,
    ];
  });
  const place = [grant, allocation ?? 'ingen fördelning', pot ?? 'öppen pott'].join(', ');
  const reason = 'person' in basis ? `beslut av ${basis.person}` : `projektkodens version ${basis.revision}`;
  return [
    `Kostnad på projektkod ${projectCode} (${place}), enligt ${reason}`,
    table(
      [
        { title: 'Rad', align: 'right' },
        { title: 'Slag' },
        { title: 'Andel', align: 'right' },
        { title: 'Område', align: 'right' },
        { title: 'Belopp', align: 'right' },
        { title: 'Räknas som', max: 48 },
      ],
      rows,
    ),
  ].join('\n');
}

const historyText = ({ history }: VoucherShown): string =>
  `Vad som har hänt\n${table(
    [
      { title: 'Position', align: 'right' },
      { title: 'Skrivet' },
      { title: 'Händelse' },
      { title: 'Av' },
      { title: 'Inläsning' },
    ],
    history.map(({ position, recordedAt, type, actor, import: of }) => [
      ...[`${position}`, recordedAt, eventLabels[type] ?? type, actor.subject, of ?? ''],
    ]),
  )}`;
