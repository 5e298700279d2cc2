import type { Words } from './words.js';

/** The grant: requisition, award, allocations, providers. */
export const grantWords: Words = {
  'AnnounceGrant:grant': { heading: 'Bidrag', help: 'Bidragets id, som väljs här och sedan står kvar.' },
  precision: {
    heading: 'Avrundat till',
    help: 'Om myndigheten angav beloppen avrundade: till vilket belopp, t.ex. 100 000.',
  },
  wantsMore: { heading: 'Vill ha mer', help: 'Om rekvisitionen också gäller medel som blir över.' },
  payTo: { heading: 'Betalas till', help: 'Bankgiro eller plusgiro.' },
  invoiceReference: { heading: 'Referens', help: 'Referensen på rekvisitionen eller fakturan.' },
  'plan.performer': { heading: 'Plan: utförare', help: 'Vem som utför.' },
  'plan.purposeAreas': { heading: 'Plan: områden', help: 'De områden som utföraren arbetar med.' },

  'WaiveFinding:finding': { heading: 'Iakttagelse', help: 'Iakttagelsens id, som findings visar det.' },
  'WaiveFinding:code': { heading: 'Slag', help: 'Iakttagelsens slag, som findings visar det.' },
  'WaiveFinding:amount': { heading: 'Sett belopp', help: 'Beloppet som sågs; tomt: det som iakttagelsen säger nu.' },
  'WaiveFinding:count': { heading: 'Sett antal', help: 'Antalet som sågs; tomt: det som iakttagelsen säger nu.' },

  'AllocateFunds:allocation': {
    heading: 'Tilldelning',
    help: 'Tilldelningens id, som väljs här, gärna efter mottagaren.',
  },
  'AllocateFunds:from': { heading: 'Ur tilldelning', help: 'Id för den tilldelning som pengarna tas ur.' },
  'to.kind': {
    heading: 'Mottagarens slag',
    help: 'En enhet inom organisationen, eller en annan juridisk person.',
    words: { unit: 'egen enhet', organisation: 'annan organisation' },
  },
  'to.name': { heading: 'Mottagare', help: 'Mottagarens namn.' },
  'to.organisationNumber': {
    heading: 'Mottagarens organisationsnummer',
    help: 'Behövs för en annan organisation; lämnas tomt för en egen enhet.',
  },
  'to.municipality': {
    heading: 'Kommun',
    help: 'Mottagarens kommunkod; behövs för landsbygdspengar.',
    form: 'fyra siffror, t.ex. 1882',
    digits: 4,
  },
  pot: { heading: 'Pott', help: 'Pottens id; tom om den inte är bestämd.' },
  ownFunding: { heading: 'Varav egna medel', help: 'Den del av beloppet som är egna medel.' },
  purposeAreas: { heading: 'Områden', help: 'De områden som pengarna får gå till; tom om alla.' },
  'key.rule': { heading: 'Nyckel: regel', help: 'Fördelningsnyckeln i klartext, t.ex. 60 %.' },
  'key.of': { heading: 'Nyckel: av', help: 'Beloppet som nyckeln räknas på.' },
  'key.gives': { heading: 'Nyckel: ger', help: 'Beloppet som nyckeln ger.' },
  allocations: {
    heading: 'Tilldelningar',
    help: 'Id för tilldelningarna som beslutet gäller.',
    form: 'id:n med semikolon emellan, t.ex. primarvard; sjukhus',
  },
  'RedistributeFunds:from': { heading: 'Från tilldelning', help: 'Id för den tilldelning som pengarna flyttas från.' },
  'RedistributeFunds:to': { heading: 'Till tilldelning', help: 'Id för den tilldelning som pengarna flyttas till.' },
  'ReduceAllocation:ownFunding': {
    heading: 'Varav egna medel',
    help: 'Den del av minskningen som tar tillbaka egna medel.',
  },

  'used.area': { heading: 'Område', help: 'Området som pengarna har använts till.' },
  'used.amount': { heading: 'Använt belopp', help: 'Det använda beloppet på området.' },
  note: { heading: 'Anmärkning', help: 'Vad utföraren har sagt i övrigt. Skriv inga personuppgifter.' },

  position: {
    heading: 'Position',
    help: 'Platsen i liggaren som siffrorna läses vid; tom om de ska läsas vid slutet.',
  },
  digest: { heading: 'Kontrollsumma', help: 'Den byggda återrapportens SHA-256, om den är granskad.' },
  'figures.received': { heading: 'Siffror: mottaget', help: 'Det som återrapporten säger är mottaget.' },
  'figures.used': { heading: 'Siffror: använt', help: 'Det som återrapporten säger är använt.' },
  'figures.unused': { heading: 'Siffror: outnyttjat', help: 'Det som återrapporten säger är outnyttjat.' },
  'figures.areas.area': { heading: 'Siffror: område', help: 'Området; tom om det inte är känt.' },
  'figures.areas.performer': { heading: 'Siffror: utförare', help: 'Utföraren.' },
  'figures.areas.amount': { heading: 'Siffror: belopp', help: 'Det använda beloppet.' },
  signatory: { heading: 'Undertecknare', help: 'Funktionen som skriver under, t.ex. ekonomidirektör.' },
  'answers.key': { heading: 'Fråga', help: 'Frågans beteckning i blanketten.' },
  'answers.value': { heading: 'Svar', help: 'Svaret i klartext.' },
  caseNumber: { heading: 'Diarienummer', help: 'Ärendets diarienummer.' },
  ground: { heading: 'Grund', help: 'Id för grunden i statsbidragets regler, t.ex. unused-or-misused.' },
  repayment: { heading: 'Återbetalning', help: 'Återbetalningens id: ärendet som den bedömdes i.' },
  due: { heading: 'Betalas senast', help: 'Sista dagen att betala.' },
};
