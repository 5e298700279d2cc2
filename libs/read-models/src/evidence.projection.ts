import type { evidenceEventTypes } from '#evidence';
import { textToOre, type WireOf } from '#kernel';
import type { Evidence, voucherEventTypes } from '#ledger';

import { type EvidenceTables, evidenceTables } from './evidence.tables.js';
import type { ProjectedEvent, Projection } from './projection.js';
import { STANDING } from './table.js';

type VoucherWire = WireOf<(typeof voucherEventTypes)[number]>;
type SupportWire = Extract<VoucherWire, { readonly type: `Evidence${string}` }>;
type EvidenceWire = WireOf<(typeof evidenceEventTypes)[number]> | SupportWire;
type Of<Type extends EvidenceWire['type']> = Extract<EvidenceWire, { readonly type: Type }>['data'];

/** What supports which lines, and what do lines need? */
export const evidence: Projection<keyof typeof evidenceTables> = {
  tables: evidenceTables,
  *start(rows) {
    return (event) => {
      if (event.type === 'EvidenceLinked' || event.type === 'EvidenceUnlinked') foldLink(rows, event as Folded);
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
