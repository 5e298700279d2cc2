/** Records outside vouchers that the format knows and that no reading here asks for. */
export const PASSED_OVER: ReadonlySet<string> = new Set(
  'PROSA FTYP FNR BKOD ADRESS TAXAR OMFATTN KPTYP VALUTA ENHET SRU OBJEKT PBUDGET'.split(' '),
);
const READ = 'FLAGGA PROGRAM FORMAT GEN SIETYP ORGNR FNAMN RAR KONTO KTYP DIM UNDERDIM IB UB RES OIB OUB PSALDO KSUMMA';
/** The labels of every record outside vouchers that the format knows. */
export const KNOWN_RECORDS: ReadonlySet<string> = new Set([...PASSED_OVER, ...READ.split(' ')]);
