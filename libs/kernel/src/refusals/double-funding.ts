import type { Refusal } from './refusal.js';

/** Links by which a cost could be paid for twice, where the adopted requirements refuse them. */
export const doubleFunding = {
  DOCUMENT_LINKED_ABOVE_TOTAL: {
    kind: 'refused',
    says: 'Dokumentet {document} skulle styrka {linked} kr men är på {total} kr. Det styrker redan {vouchers} (bidrag {grants}). Ange ett mindre belopp, eller ta bort en koppling med evidence unlink; ska det kopplas ändå föreslår du det med --act, och en annan person bekräftar.',
  },
  INVOICE_LINKED_ALREADY: {
    kind: 'refused',
    says: 'Dokumentet {document} är samma faktura från samma leverantör som dokumentet {otherDocument}, som redan styrker {voucher} (bidrag {grant}). Kontrollera om kostnaden är bokförd två gånger; ska det kopplas ändå föreslår du det med --act, och en annan person bekräftar.',
  },
  PERSON_CHARGED_ABOVE_WHOLE: {
    kind: 'refused',
    says: 'Av personen {person} skulle {amount} kr mer än lön och påslag för {month} föras på bidrag; resten står redan på {vouchers}. Rätta andelarna i lönelistan eller konteringen.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
