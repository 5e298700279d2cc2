import type { Words } from './words.js';

const DIMENSION = 'en dimensions nummer, t.ex. 6';
const PAIRS = 'dimension och kod, t.ex. 6: 28101; 1: 31007';
const roles = {
  cost: 'kostnad',
  'reduces-cost': 'minskar kostnad',
  'passed-on': 'vidareförmedlat',
  internal: 'internt',
  'grant-income': 'bidragsintäkt',
  'grant-liability': 'bidragsskuld',
  balance: 'balans',
  ignored: 'utelämnat',
};

/** Books, project codes and vouchers. */
export const ledgerWords: Words = {
  book: { heading: 'Bok', help: 'Bokens id: ett ekonomisystem och ett räkenskapsår, t.ex. ekonomi-2026.' },
  kind: {
    heading: 'Slag',
    help: 'Om boken tas in från ett ekonomisystem eller förs här.',
    words: { erp: 'ekonomisystem', own: 'egen bok' },
  },
  system: { heading: 'System', help: 'Ekonomisystemets namn.' },
  voucherIdentity: {
    heading: 'Verifikationer skiljs av',
    help: 'Numret ensamt, eller nummer och datum där numren börjar om. Utan uppgift: nummer.',
    words: { number: 'nummer', 'number+date': 'nummer och datum' },
  },
  'financialYear.from': { heading: 'Räkenskapsår från', help: 'Räkenskapsårets första dag.' },
  'financialYear.to': { heading: 'Räkenskapsår till', help: 'Räkenskapsårets sista dag.' },
  form: {
    heading: 'Form',
    help: 'Hela verifikationer, eller ett urval av rader. Utan uppgift: hel.',
    words: { whole: 'hel', extract: 'urval' },
  },
  scope: {
    heading: 'Omfattning',
    help: 'Om alla verifikationer sparas eller bara det som rör projektkoderna. Utan uppgift: projektkoderna.',
    words: { all: 'allt', grant: 'projektkoderna' },
  },
  'dimensions.costCentre': {
    heading: 'Dimension: kostnadsställe',
    help: 'Dimensionen för kostnadsställe.',
    form: DIMENSION,
  },
  'dimensions.project': { heading: 'Dimension: projekt', help: 'Dimensionen för projekt.', form: DIMENSION },
  'dimensions.counterparty': { heading: 'Dimension: motpart', help: 'Dimensionen för motpart.', form: DIMENSION },
  privateDimensions: {
    heading: 'Privata dimensioner',
    help: 'Dimensioner med namn på personer eller leverantörer. Utan uppgift: 7; 8; 9.',
    form: 'dimensionernas nummer, t.ex. 7; 8; 9',
    none: 'inga',
  },
  'accountRoles.from': {
    heading: 'Kontoroll: från konto',
    help: 'Första kontot. Första raden som passar gäller.',
    form: 'ett kontonummer',
  },
  'accountRoles.to': { heading: 'Kontoroll: till konto', help: 'Sista kontot.', form: 'ett kontonummer' },
  'accountRoles.role': { heading: 'Kontoroll: roll', help: 'Vad kontona är för bidraget.', words: roles },
  'accounts.account': { heading: 'Konto', help: 'Kontots nummer.', form: 'ett kontonummer' },
  'accounts.name': { heading: 'Kontots namn', help: 'Kontots namn i kontoplanen.' },
  preSystemFiles: {
    heading: 'Filer från försystem',
    help: 'Vad SIE 4I-filer från lön och andra försystem är i boken.',
    words: { evidence: 'underlag', postings: 'bokföringsposter' },
  },
  'accounts.type': {
    heading: 'Kontotyp',
    help: 'Kontots slag i kontoplanen (#KTYP).',
    words: { T: 'tillgång', S: 'skuld', K: 'kostnad', I: 'intäkt' },
  },
  'accounts.role': {
    heading: 'Kontots roll',
    help: 'Vad kontot är för bidraget; tom om bokens roller gäller.',
    words: roles,
  },
  through: { heading: 'Låst till och med', help: 'Sista låsta dagen.' },
  'ReopenPeriod:through': {
    heading: 'Låst till och med',
    help: 'Sista dagen som fortfarande är låst.',
    none: 'ingen dag',
  },

  projectCode: { heading: 'Projektkod', help: 'Projektkodens id, t.ex. nv26-primarvard.' },
  'OpenProjectCode:allocation': {
    heading: 'Tilldelning',
    help: 'Id för tilldelningen som kostnaderna hör till; tom om okänd.',
  },
  'AmendProjectCode:allocation': {
    heading: 'Tilldelning',
    help: 'Id för tilldelningen som kostnaderna hör till; tom om okänd.',
  },
  'OpenProjectCode:purposeAreas': {
    heading: 'Områden med andelar',
    help: 'Andelarna är tillsammans 1; ett område ensamt är hela.',
    form: 'område och andel, t.ex. 1: 0,6; 2: 0,4 eller 1: 60 %; 2: 40 %',
    inOneCell: { alone: '1' },
  },
  'AmendProjectCode:purposeAreas': {
    heading: 'Områden med andelar',
    help: 'Andelarna är tillsammans 1; ett område ensamt är hela.',
    form: 'område och andel, t.ex. 1: 0,6; 2: 0,4 eller 1: 60 %; 2: 40 %',
    inOneCell: { alone: '1' },
  },
  'matches.book': { heading: 'Kontering: bok', help: 'Boken där koderna står.' },
  'matches.all': {
    heading: 'Kontering: koder',
    help: 'Alla koder som ska stå på raden samtidigt.',
    form: PAIRS,
    inOneCell: {},
  },
  'matches.from': { heading: 'Kontering: från', help: 'Första bokföringsdagen.' },
  'matches.to': { heading: 'Kontering: till', help: 'Sista bokföringsdagen.' },
  'onward.all': {
    heading: 'Vidare: koder',
    help: 'Koder som visar att pengar har gått vidare.',
    form: PAIRS,
    inOneCell: {},
  },
  'onward.allocation': { heading: 'Vidare: tilldelning', help: 'Id för tilldelningen som pengarna gick vidare till.' },
  lastDay: { heading: 'Sista dag', help: 'Sista dagen som koden gäller.' },

  series: { heading: 'Serie', help: 'Verifikationsserien; tom om serien saknar namn.', mayBeEmpty: true },
  number: { heading: 'Nummer', help: 'Verifikationens nummer.' },
  date: { heading: 'Bokföringsdatum', help: 'Dagen som verifikationen bokförs på.' },
  registered: { heading: 'Registrerad', help: 'Dagen då den registrerades, om den är en annan.' },
  text: { heading: 'Text', help: 'Verifikationens text. Skriv inga personuppgifter.' },
  'lines.account': { heading: 'Rad: konto', help: 'Kontot.', form: 'ett kontonummer' },
  'lines.dimensions': { heading: 'Rad: koder', help: 'Radens koder.', form: PAIRS, inOneCell: {} },
  'lines.amount': { heading: 'Rad: belopp', help: 'Debet utan tecken, kredit med minus.' },
  'lines.text': { heading: 'Rad: text', help: 'Radens text. Skriv inga personuppgifter.' },
  'lines.line': { heading: 'Radnummer', help: 'Radens nummer, se voucher show.', form: 'ett radnummer' },
  'lines.share': { heading: 'Andel', help: 'Den del av raden som är kostnad; tom om hela.' },
  'lines.onward': { heading: 'Vidare till', help: 'Id för tilldelningen som pengarna gick vidare till.' },
  lines: { heading: 'Radnummer', help: 'Radernas nummer, se voucher show.', form: 'radnummer, t.ex. 1; 3 eller 1–4' },
  'servicePeriod.from': { heading: 'Levererat från', help: 'Första dagen som varan eller tjänsten levererades.' },
  'servicePeriod.to': { heading: 'Levererat till', help: 'Sista dagen som varan eller tjänsten levererades.' },
};
