import type { PostingField } from '../mapping/column-mapping.js';
import { headingKey } from '../mapping/heading.js';

/** Columns that real exports have and no posting needs, and why they stay unmapped. */
export type Unmapped = 'period' | 'name';

/** What a heading says of its column: a field, a dimension by its SIE number, or what is left out. */
export type Meaning = PostingField | `dimension ${string}` | Unmapped;

/**
 * Words of Swedish ERP exports and English ones, without blanks and signs. SIE numbers 1 cost centre, 6 project, 7
 * employee, 8 customer and 9 supplier; from 20 on a system numbers as it likes: counterparty, operation, activity and
 * object have the same numbers in every suggestion.
 */
const WORDS: readonly (readonly [Meaning, string])[] = [
  ['account', 'konto kontonr kontonummer kontokod baskonto huvudkonto account accountno accountnumber glaccount'],
  ['series', 'serie verserie verifikationsserie vertyp verifikationstyp vertyper vt series voucherseries vouchertype'],
  ['number', 'vernr vernummer verifikationsnr verifikationsnummer verifnr verifikatnr verno voucherno vouchernumber'],
  ['voucher', 'verifikation verifikat ver verif voucher verid verifikationsid'],
  [
    'date',
    'bokföringsdatum bokfdatum bokfdat bokföringsdag bokfdag bokförd bokfört verifikationsdatum verdatum verdat',
  ],
  ['date', 'datum dat accountingdate postingdate voucherdate date'],
  ['registered', 'registreringsdatum regdatum regdat registreringsdag registrerad inregdatum skapad registrationdate'],
  ['registered', 'registered entrydate created'],
  ['lineDate', 'transdatum transaktionsdatum transdat transactiondate raddatum'],
  ['text', 'text transtext transaktionstext verifikationstext vertext radtext kommentar beskrivning description'],
  ['text', 'transaktionsinfo transinfo info notering anteckning narrative memo'],
  ['amount', 'belopp beloppsek beloppkr bokförtbelopp transbelopp utfall amount amountsek beloppisek'],
  ['debit', 'debet debetbelopp debetsek debetkr debit debitamount'],
  ['credit', 'kredit kreditbelopp kreditsek kreditkr credit creditamount'],
  ['side', 'd/k dk debet/kredit debetkredit tecken d/c side'],
  ['signature', 'sign signatur användare registreradav regav skapadav sysuser user attesteradav'],
  ['quantity', 'antal kvantitet quantity qty'],
  ['balance', 'saldo löpandesaldo ackumulerat ack acksaldo balance runningbalance ingsaldo utgsaldo'],
  ['period', 'period år månad räkenskapsår bokfperiod year month'],
  ['name', 'benämning namn name'],
  ['dimension 1', 'kst kostnadsställe kostnställe kostnadsställen ansvar ansv ansvarskod ansvarsenhet kstkod'],
  ['dimension 1', 'costcentre costcenter resultatenhet resenhet'],
  ['dimension 6', 'projekt proj projektnr projektkod projnr project projectno'],
  ['dimension 7', 'anställd anställningsnr anstnr anställningsnummer employee employeeno'],
  ['dimension 8', 'kund kundnr kundnummer customer customerno'],
  ['dimension 9', 'leverantör leverantörsnr leverantörsnummer levnr lev levid supplier supplierno vendor'],
  ['dimension 20', 'motpart motp mp motpartskod motpartsnr counterparty'],
  ['dimension 21', 'verksamhet verks vht verksamhetskod vks operation'],
  ['dimension 22', 'aktivitet akt aktivitetskod activity'],
  ['dimension 23', 'objekt obj objektkod objektnr object'],
];
const meanings = new Map(WORDS.flatMap(([meaning, words]) => words.split(' ').map((word) => [word, meaning])));
const NAME = /(?:namn|benämning|text|name)$/;
/** `Konto(T)`: the text of the code in the column before it. */
const TEXT_OF = /\s*\((?:t|text|namn)\)$/;

/** What a heading says; null for one that is not known. `Projektnamn` is the name of what another column has. */
export function meaningOf(heading: string): Meaning | null {
  const key = headingKey(heading);
  if (TEXT_OF.test(key) && meanings.has(wordOf(key.replace(TEXT_OF, '')))) return 'name';
  const word = wordOf(key);
  const known = meanings.get(word);
  if (known !== undefined) return known;
  return NAME.test(word) && meanings.has(word.replace(NAME, '').replace(/s$/, '')) ? 'name' : nameOf(word);
}

/** A heading without blanks and signs. */
const wordOf = (key: string): string => key.replace(/[^\p{L}\p{N}/]/gu, '');

/** `Projekt namn`, but also `Leverantörsnamn`, whose genitive s is part of other words too. */
const nameOf = (word: string): Meaning | null =>
  NAME.test(word) && meanings.has(word.replace(NAME, '')) ? 'name' : null;
