import type { Wording } from '#tabular';

/** Words for fields by their path in a command's data, or by `Command:path` where one command means something else by it. */
export type Words = Readonly<Record<string, Wording>>;

const decision = 'Beslut: ';

/** What several commands have in common. */
export const commonWords: Words = {
  grant: { heading: 'Bidrag', help: 'Bidragets id, som det fick när det registrerades.' },
  allocation: { heading: 'Tilldelning', help: 'Tilldelningens id.' },
  amount: { heading: 'Belopp', help: 'Beloppet i kronor.' },
  reason: { heading: 'Skäl', help: 'Varför. Skriv inga personuppgifter.' },
  act: { heading: 'Ärende', help: 'Id för det som två personer ska stå för; väljs av den som föreslår.' },
  'amounts.pot': { heading: 'Pott', help: 'Pottens id i statsbidragets regler, t.ex. region-population.' },
  'amounts.amount': { heading: 'Belopp i potten', help: 'Beloppet i kronor i den potten.' },
  'decision.status': {
    heading: `${decision}läge`,
    help: 'Om det är beslutat eller bara föreslaget.',
    words: { proposed: 'föreslaget', decided: 'beslutat' },
  },
  'decision.body': { heading: `${decision}organ`, help: 'Vem som beslutar, t.ex. Regionstyrelsen.' },
  'decision.date': { heading: `${decision}datum`, help: 'Dagen för beslutet; behövs när det är beslutat.' },
  'decision.paragraph': { heading: `${decision}paragraf`, help: 'Paragrafen i protokollet, t.ex. § 45.' },
  'decision.caseNumber': { heading: `${decision}diarienummer`, help: 'Ärendets diarienummer.' },
  'decision.proposedBy': { heading: `${decision}föreslaget av`, help: 'Vem som lade fram förslaget.' },
  'decision.delegatedFrom': {
    heading: `${decision}delegerat från`,
    help: 'Diarienumret för det beslut som gav rätten att besluta.',
  },
  'voucher.book': { heading: 'Verifikation: bok', help: 'Bokens id.' },
  'voucher.series': {
    heading: 'Verifikation: serie',
    help: 'Serien som den står i ekonomisystemet; tom om serien saknar namn.',
    mayBeEmpty: true,
  },
  'voucher.number': { heading: 'Verifikation: nummer', help: 'Numret som det står i ekonomisystemet.' },
};

/** What every row may say beside its command: the day and the person. */
export const outerWords: Words = {
  on: { heading: 'Datum för händelsen', help: 'Dagen som uppgiften gäller; utan datum gäller dagen då filen läses.' },
  'by.subject': {
    heading: 'Vem (person-…)',
    help: 'Den som handlar, med sitt id och inte sitt namn; utan uppgift är det systemet.',
    form: 'person- och ett id av små bokstäver, siffror och bindestreck, t.ex. person-7k2',
  },
  'by.role': {
    heading: 'Roll',
    help: 'Rollen som personen handlar i.',
    form: 'ett ord av små bokstäver a–z, t.ex. accountant (ekonom) eller approver (attestant)',
  },
};
