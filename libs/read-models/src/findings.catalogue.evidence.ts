import type { Kinds } from './finding-kind.js';

/** What is to be seen of the evidence of costs. */
export const onEvidence = {
  DOCUMENT_ABOVE_TOTAL: {
    severity: 'blocks',
    says: 'Dokumentet {document} styrker {linked} kr på rader till antalet {count}, men är på {total} kr: {amount} kr för mycket. Ta bort en koppling med evidence unlink, eller ändra beloppet med evidence link.',
  },
  INVOICE_LINKED_TWICE: {
    severity: 'blocks',
    says: 'Dokumentet {document} och dokumentet {otherDocument} är samma faktura från samma leverantör, och båda styrker kostnader. Ta bort den ena kopplingen med evidence unlink, och kontrollera att kostnaden inte är bokförd två gånger.',
  },
} as const satisfies Kinds;

/** What is to be seen of the pay that costs are. */
export const onSalaries = {
  PERSON_ABOVE_WHOLE: {
    severity: 'warning',
    says: 'Av personen {person} är {amount} kr mer fört på bidrag än lön och påslag för {date}, över alla bidrag tillsammans. Se salary list, och rätta andelarna i lönelistan eller konteringen.',
  },
  PERSON_UNDER_TWO_NUMBERS: {
    severity: 'warning',
    says: 'Personen {person} och personen {otherPerson} heter likadant, och båda har lön på bidrag för {date}. Är de en och samma, säg det med salary tie, så räknas deras löner ihop; är de två, avstå från iakttagelsen med WaiveFinding.',
  },
} as const satisfies Kinds;
