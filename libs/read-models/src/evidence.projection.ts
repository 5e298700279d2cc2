import type { evidenceEventTypes } from '#evidence';
import { textToOre, type WireOf } from '#kernel';
import type { Evidence, voucherEventTypes } from '#ledger';

import { type EvidenceTables, evidenceTables } from './evidence.tables.js';
import type { ProjectedEvent, Projection } from './projection.js';
import { STANDING } from './table.js';

type VoucherWire = WireOf<(typeof voucherEventTypes)[number]>;
type SupportWire = Extract<VoucherWire, { readonly type: `Evidence${string}` | `Salary${string}` }>;
type EvidenceWire = WireOf<(typeof evidenceEventTypes)[number]> | SupportWire;
type Of<Type extends EvidenceWire['type']> = Extract<EvidenceWire, { readonly type: Type }>['data'];

/** Which originals are there, what supports which lines, and what do lines need? */
export const evidence: Projection<keyof typeof evidenceTables> = {
  tables: evidenceTables,
  *start(rows) {
    return (event) => {
      if (event.type === 'EvidenceLinked' || event.type === 'EvidenceUnlinked') foldLink(rows, event as Folded);
      else if (event.type === 'SalaryLinked' || event.type === 'SalaryUnlinked') foldSalary(rows, event as Folded);
      else if (event.stream.startsWith('document-')) foldDocument(rows, event as Folded);
      else if (event.type === 'RequirementsAdopted') {
        rows.requirement_rules.add([event.position, event.revision, JSON.stringify(event.data)]);
      }
      return null;
    };
  },
};
type Folded = ProjectedEvent & EvidenceWire;

/** What evidence is called in a row: a document by its id, a voucher by its name as a JSON list. */
export const evidenceName = (named: Evidence): string =>
  named.form === 'document'
    ? named.document
    : JSON.stringify([named.voucher.book, named.voucher.series, named.voucher.number]);

function foldDocument(rows: EvidenceTables, event: Folded): void {
  const { position, recordedAt } = event;
  if (event.type === 'DocumentArchived') {
    const { document, format, size, digest, parent } = event.data;
    rows.document.add([document, position, recordedAt, format, size, digest, parent ?? null]);
  } else if (event.type === 'DocumentDescribed') rows.document_described.add(described(position, event.data));
  else if ('document' in event.data) {
    rows.document_fact.add([event.data.document, position, event.type, JSON.stringify(event.data)]);
  }
}

function described(position: number, { document, kind, basis, facts }: Of<'DocumentDescribed'>) {
  // What an invoice comes to at most, if no more of it can be anybody's cost.
  const most = facts.total ?? facts.net;
  const ore = most === undefined ? null : textToOre(most);
  return [document, position, kind, basis, facts.invoiceKey ?? null, ore, JSON.stringify(facts)];
}

function foldLink({ evidence_link }: EvidenceTables, { position, type, data }: Folded): void {
  const { book, series, number, line, evidence: named } = data as Of<'EvidenceLinked'>;
  const key = [book, series, number, line, named.form, evidenceName(named)];
  const end = `UPDATE ${evidence_link.name} SET gone = ?
    WHERE book = ? AND series = ? AND number = ? AND line = ? AND form = ? AND evidence = ? AND gone = ?`;
  evidence_link.run(end, [position, ...key, STANDING]);
  if (type !== 'EvidenceLinked') return;
  const { amount, basis } = data;
  evidence_link.add([...key, position, STANDING, textToOre(amount), 'rule' in basis ? basis.rule : null]);
}

function foldSalary({ salary_share }: EvidenceTables, { position, type, data }: Folded): void {
  const { book, series, number, line } = data as Of<'SalaryLinked'>;
  const end = `UPDATE ${salary_share.name} SET gone = ? WHERE book = ? AND series = ? AND number = ? AND line = ? AND gone = ?`;
  salary_share.run(end, [position, book, series, number, line, STANDING]);
  if (type !== 'SalaryLinked') return;
  data.shares.forEach((share, place) => {
    const { person, from, to, amount, payslip, contract, support } = share;
    const facts = [person, from, to, textToOre(amount), payslip, contract, support, JSON.stringify(share)];
    salary_share.add([book, series, number, line, place, position, STANDING, ...facts]);
  });
}
