import type { Refusal } from './refusal.js';

const programme = {
  PROGRAMME_NOT_SHIPPED: {
    kind: 'not-found',
    says: 'Reglerna för {programme} {year} följer inte med programmet. Skicka med dem i kommandot.',
  },
  PROGRAMME_NOT_ADOPTED: {
    kind: 'not-found',
    says: 'Reglerna för {programme} {year} är inte antagna. Anta dem med AdoptProgramme först.',
  },
  PROGRAMME_RULES_DIFFER: {
    kind: 'refused',
    says: 'Reglerna som skickades med gäller ett annat statsbidrag eller år än {programme} {year}. Skicka med rätt regler.',
  },
  POT_UNKNOWN: {
    kind: 'refused',
    says: 'Potten {pot} finns inte i statsbidragets regler. Välj någon av {pots}.',
  },
  AREA_UNKNOWN: {
    kind: 'refused',
    says: 'Område {area} finns inte i statsbidragets regler. Välj ett område därifrån.',
  },
  GROUND_UNKNOWN: {
    kind: 'refused',
    says: 'Grunden {ground} för återbetalning finns inte i statsbidragets regler. Välj någon av {grounds}.',
  },
} as const;

const grant = {
  GRANT_UNKNOWN: {
    kind: 'not-found',
    says: 'Bidraget {grant} finns inte. Kontrollera namnet, eller registrera det med AnnounceGrant.',
  },
  GRANT_EXISTS: { kind: 'conflict', says: 'Bidraget {grant} finns redan. Välj ett annat namn för ett nytt bidrag.' },
  GRANT_CLOSED: {
    kind: 'refused',
    says: 'Bidraget {grant} är avslutat och tar inte emot egna beslut. Registrera bara det som myndigheten har gjort.',
  },
  AMOUNT_NOT_POSITIVE: { kind: 'refused', says: 'Beloppet ska vara större än noll. Rätta beloppet.' },
  AMOUNT_NEGATIVE: { kind: 'refused', says: 'Beloppet får inte vara mindre än noll. Rätta beloppet.' },
  DECISION_NOT_DECIDED: {
    kind: 'refused',
    says: 'Det här kräver ett fattat beslut, inte ett förslag. Ange beslutet när det är fattat.',
  },
  DECISION_DATE_MISSING: { kind: 'refused', says: 'Beslutet saknar datum. Ange vilken dag det fattades.' },
  REQUISITION_EXISTS: {
    kind: 'conflict',
    says: 'Bidraget {grant} är redan rekvirerat. Ändra rekvisitionen med AmendRequisition.',
  },
  REQUISITION_MISSING: {
    kind: 'refused',
    says: 'Bidraget {grant} är inte rekvirerat. Registrera rekvisitionen med RequisitionGrant först.',
  },
  GRANT_ALREADY_AWARDED: {
    kind: 'conflict',
    says: 'Beslutet om bidraget {grant} är redan registrerat. Registrera ett ändrat beslut med AmendAward.',
  },
  PAYMENT_ALREADY_RECORDED: {
    kind: 'conflict',
    says: 'Betalningen med verifikation {series} {number} i {book} är redan registrerad. Kontrollera verifikationen.',
  },
} as const;

const allocation = {
  ALLOCATION_UNKNOWN: {
    kind: 'not-found',
    says: 'Tilldelningen {allocation} finns inte i bidraget. Kontrollera namnet.',
  },
  ALLOCATION_EXISTS: {
    kind: 'conflict',
    says: 'Tilldelningen {allocation} finns redan. Välj ett annat namn, eller ändra den som finns.',
  },
  ALLOCATION_EXCEEDS_FUNDS: {
    kind: 'refused',
    says: 'Det finns {available} kr kvar att fördela. Sänk beloppet, eller ange resten som egna medel.',
  },
  ONWARD_EXCEEDS_ALLOCATION: {
    kind: 'refused',
    says: 'Tilldelningen {allocation} har {available} kr kvar att fördela vidare. Sänk beloppet.',
  },
  OWN_FUNDING_EXCEEDS_AMOUNT: {
    kind: 'refused',
    says: 'De egna medlen är mer än hela beloppet, som de är en del av. Rätta något av beloppen.',
  },
  OWN_FUNDING_ONLY_FROM_GRANT: {
    kind: 'refused',
    says: 'Egna medel anges på tilldelningen ur bidraget, inte när den fördelas vidare. Ta bort de egna medlen.',
  },
  POT_FOLLOWS_ALLOCATION: {
    kind: 'refused',
    says: 'Det som fördelas vidare hör till samma pott som {allocation}. Ta bort potten, eller ange den där.',
  },
  POT_ALREADY_NAMED: {
    kind: 'refused',
    says: 'Tilldelningen {allocation} hör redan till potten {pot}. Ta bort potten ur beslutet.',
  },
  AREA_OUTSIDE_POT: {
    kind: 'refused',
    says: 'Pengar ur potten {pot} får inte gå till område {area}. Välj ett område som potten är till för.',
  },
  AREA_OUTSIDE_ALLOCATION: {
    kind: 'refused',
    says: 'Område {area} ingår inte i tilldelningen {allocation}. Välj ett område som ingår där.',
  },
  MUNICIPALITY_REQUIRED: {
    kind: 'refused',
    says: 'Pengar ur potten {pot} som fördelas vidare ska gå till en utpekad kommun. Ange mottagarens kommunkod.',
  },
  MUNICIPALITY_NOT_NAMED: {
    kind: 'refused',
    says: 'Kommunen {municipality} är inte utpekad för landsbygdspengarna. Välj en av länets utpekade kommuner.',
  },
  ALLOCATION_ALREADY_DECIDED: {
    kind: 'conflict',
    says: 'Tilldelningen {allocation} är redan beslutad. Ta bort den ur kommandot.',
  },
  REDISTRIBUTION_TO_ITSELF: {
    kind: 'refused',
    says: 'Pengarna kan inte flyttas från {allocation} till sig själv. Ange en annan mottagare.',
  },
  REDISTRIBUTION_CROSSES_LEVELS: {
    kind: 'refused',
    says: 'Tilldelningarna {from} och {to} kommer inte ur samma led. Flytta mellan dem som har fått pengarna av samma.',
  },
  REDISTRIBUTION_CROSSES_POTS: {
    kind: 'refused',
    says: 'Pengar flyttas bara inom samma pott, inte från {from} till {to}. Välj en tilldelning ur samma pott.',
  },
  AMOUNT_EXCEEDS_ALLOCATION: {
    kind: 'refused',
    says: 'Tilldelningen {allocation} har bara {available} kr av de pengarna. Sänk beloppet.',
  },
  ALLOCATION_BELOW_ONWARD: {
    kind: 'refused',
    says: 'Av {allocation} är bara {available} kr inte redan fördelade vidare. Minska det vidarefördelade först.',
  },
  PROVIDER_IS_OWN_UNIT: {
    kind: 'refused',
    says: 'Tilldelningen {allocation} går till en egen enhet, vars bokföring redan finns här. Ange en extern utförare.',
  },
  AREA_REPEATED: { kind: 'refused', says: 'Område {area} står två gånger. Lägg ihop beloppen.' },
} as const;

const returns = {
  RETURN_ALREADY_SUBMITTED: {
    kind: 'conflict',
    says: 'Bidraget {grant} är redan återrapporterat. Lämna en ändrad återrapport med AmendReturn.',
  },
  RETURN_MISSING: {
    kind: 'refused',
    says: 'Bidraget {grant} är inte återrapporterat. Lämna återrapporten med SubmitReturn först.',
  },
  RETURN_BLOCKED: {
    kind: 'refused',
    says: 'Återrapporten kan inte lämnas medan dessa iakttagelser är öppna: {findings}. Åtgärda dem först.',
  },
  RETURN_DIFFERS_FROM_LEDGER: {
    kind: 'refused',
    says: 'Återrapportens siffror är inte liggarens, som har {used} kr använt vid position {position}. Rätta siffrorna.',
  },
  RETURN_AREAS_DIFFER_FROM_USED: {
    kind: 'refused',
    says: 'Områdena summerar till {areas} kr men använt är {used} kr. Fördela om kostnaderna på områden.',
  },
  RETURN_UNUSED_NEGATIVE: {
    kind: 'refused',
    says: 'Ej förbrukade medel är mindre än noll. Kontrollera mottaget och använt belopp.',
  },
  REPAYMENT_UNKNOWN: {
    kind: 'not-found',
    says: 'Återbetalningen {repayment} finns inte. Kontrollera namnet, eller registrera kravet med ClaimRepayment.',
  },
  REPAYMENT_EXISTS: { kind: 'conflict', says: 'Återbetalningen {repayment} finns redan. Välj ett annat namn.' },
  REPAYMENT_ALREADY_CLAIMED: {
    kind: 'conflict',
    says: 'Återbetalningen {repayment} är redan krävd. Registrera ett nytt krav under ett annat namn.',
  },
  REPAYMENT_NOT_CLAIMED: {
    kind: 'refused',
    says: 'Återbetalningen {repayment} är inte krävd, så det finns inget att avstå från. Registrera kravet först.',
  },
  GROUND_REQUIRED: {
    kind: 'refused',
    says: 'Kravet {repayment} har ingen egen bedömning att hämta grunden från. Ange grunden för återbetalning.',
  },
  WAIVER_EXCEEDS_CLAIM: {
    kind: 'refused',
    says: 'Av kravet {repayment} återstår {available} kr. Sänk beloppet som efterges.',
  },
  DEMAND_EXISTS: { kind: 'conflict', says: 'Begäran {demand} finns redan. Välj ett annat namn.' },
  DEMAND_UNKNOWN: {
    kind: 'not-found',
    says: 'Begäran {demand} finns inte. Kontrollera namnet, eller registrera den med RecordUnderlayDemand.',
  },
  DEMAND_PERIOD_REVERSED: {
    kind: 'refused',
    says: 'Begärans period slutar innan den börjar. Rätta from och to.',
  },
  REPAYMENT_OPEN: {
    kind: 'refused',
    says: 'Av kravet {repayment} återstår {available} kr. Registrera betalningen eller eftergiften innan bidraget avslutas.',
  },
} as const;

const acts = {
  ACT_UNKNOWN: { kind: 'not-found', says: 'Ärendet {act} finns inte. Kontrollera namnet.' },
  ACT_EXISTS: { kind: 'conflict', says: 'Ärendet {act} finns redan. Välj ett annat namn.' },
  ACT_ALREADY_SETTLED: {
    kind: 'conflict',
    says: 'Ärendet {act} är redan bekräftat eller avslaget. Lämna ett nytt förslag om det behövs.',
  },
  ACT_NEEDS_PERSONS: {
    kind: 'refused',
    says: 'Det här görs av två personer, inte av systemet. Ange vem som gör det.',
  },
  ACT_NEEDS_TWO_PERSONS: {
    kind: 'refused',
    says: 'Den som föreslog {act} kan inte också bekräfta det. Låt en annan person bekräfta.',
  },
  ACT_ERASED: {
    kind: 'refused',
    says: 'Uppgifterna i förslaget {act} är gallrade, så det kan inte bekräftas. Avslå det och lämna ett nytt förslag.',
  },
} as const;

/** The programme's rules, the grant and the acts that need two persons. */
export const grants = { ...programme, ...grant, ...allocation, ...returns, ...acts } as const satisfies Record<
  string,
  Refusal
>;
