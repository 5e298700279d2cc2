import type { Words } from './words.js';

const rules = 'Regler: ';

/** The programme and its rules. */
export const programmeWords: Words = {
  'programme.id': { heading: 'Statsbidrag', help: 'Statsbidragets id, t.ex. god-och-nara-vard.' },
  'programme.year': { heading: 'Bidragsår', help: 'Året som statsbidraget gäller.', form: 'ett år med fyra siffror' },
  'rules.id': { heading: `${rules}statsbidrag`, help: 'Samma id som i kolumnen Statsbidrag.' },
  'rules.year': { heading: `${rules}år`, help: 'Samma år som i kolumnen Bidragsår.', form: 'ett år med fyra siffror' },
  'rules.title': { heading: `${rules}namn`, help: 'Statsbidragets namn i klartext.' },
  'rules.regulation': { heading: `${rules}förordning`, help: 'Förordningen, t.ex. SFS 2024:1253.' },
  'rules.authority': { heading: `${rules}myndighet`, help: 'Myndigheten som beslutar och betalar.' },
  'rules.source.title': { heading: `${rules}källa`, help: 'Dokumentet som reglerna är hämtade ur.' },
  'rules.source.date': { heading: `${rules}källans datum`, help: 'Dagen som dokumentet är daterat.' },
  'rules.source.caseNumber': { heading: `${rules}källans diarienummer`, help: 'Dokumentets diarienummer.' },
  'rules.usePeriod.from': { heading: `${rules}användning från`, help: 'Första dagen som medlen får användas.' },
  'rules.usePeriod.to': { heading: `${rules}användning till`, help: 'Sista dagen som medlen får användas.' },
  'rules.requisitionWindow.from': { heading: `${rules}rekvisition från`, help: 'Första dagen att rekvirera.' },
  'rules.requisitionWindow.to': { heading: `${rules}rekvisition till`, help: 'Sista dagen att rekvirera.' },
  'rules.return.due': {
    heading: `${rules}återrapport senast`,
    help: 'Sista dagen att återrapportera; tom medan myndigheten inte har satt någon dag.',
  },
  'rules.return.sv': { heading: `${rules}återrapport`, help: 'Hur återrapporten lämnas, i klartext.' },
  'rules.pots.id': { heading: `${rules}pott`, help: 'Pottens id.' },
  'rules.pots.recipients': { heading: `${rules}pottens mottagare`, help: 'Vilka som får pengar ur potten.' },
  'rules.pots.amount': { heading: `${rules}pottens belopp`, help: 'Hela pottens belopp i landet.' },
  'rules.pots.key': { heading: `${rules}pottens nyckel`, help: 'Hur potten fördelas.' },
  'rules.pots.purposeAreas': {
    heading: `${rules}pottens områden`,
    help: 'De enda områden som potten får gå till; tom om alla.',
  },
  'rules.purposeAreas.number': { heading: `${rules}område`, help: 'Områdets nummer.' },
  'rules.purposeAreas.sv': { heading: `${rules}områdets namn`, help: 'Området i klartext.' },
  'rules.purposeAreas.en': { heading: `${rules}området på engelska`, help: 'Området på engelska.' },
  'rules.purposeAreas.boundTo': {
    heading: `${rules}området gäller`,
    help: 'Vad området är begränsat till.',
    words: { 'primary-care': 'primärvård', 'health-care': 'hälso- och sjukvård' },
  },
  'rules.purposeAreas.onlyNamedRecipients': {
    heading: `${rules}bara utpekade`,
    help: 'Om området bara gäller mottagare som regeringen pekar ut.',
  },
  'rules.ruralMunicipalities.county': {
    heading: `${rules}län`,
    help: 'Länets kod.',
    form: 'två siffror, t.ex. 18',
    digits: 2,
  },
  'rules.ruralMunicipalities.municipalities': {
    heading: `${rules}länets kommuner`,
    help: 'De utpekade kommunerna: kod och namn.',
    form: 'kod och namn, t.ex. 1882: Askersund; 1864: Ljusnarsberg',
    inOneCell: {},
  },
  'rules.ruralMunicipalities.source': { heading: `${rules}kommunernas källa`, help: 'Var kommunerna pekas ut.' },
  'rules.repaymentGrounds.id': { heading: `${rules}grund`, help: 'Id för en grund för återbetalning.' },
  'rules.repaymentGrounds.paragraph': { heading: `${rules}grundens paragraf`, help: 'Paragrafen, t.ex. 11 §.' },
  'rules.repaymentGrounds.sv': { heading: `${rules}grundens lydelse`, help: 'Grunden i klartext.' },
  'rules.conditions': { heading: `${rules}villkor`, help: 'Ett villkor i klartext.' },
  'rules.underlay.kind': { heading: `${rules}underlag`, help: 'Id för ett slags underlag.' },
  'rules.underlay.sv': { heading: `${rules}underlagets namn`, help: 'Underlaget i klartext.' },
  'rules.sourcesDiffer.subject': { heading: `${rules}skillnad`, help: 'Vad anvisning och förordning skiljer i.' },
  'rules.sourcesDiffer.guidance': { heading: `${rules}anvisningen säger`, help: 'Vad anvisningen säger.' },
  'rules.sourcesDiffer.regulation': { heading: `${rules}förordningen säger`, help: 'Vad förordningen säger.' },
};
