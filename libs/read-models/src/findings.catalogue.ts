import type { Kinds } from './finding-kind.js';
import { onEvidence, onSalaries } from './findings.catalogue.evidence.js';

export type { Severity } from './finding-kind.js';

const onReturn = {
  COST_WITHOUT_POT: {
    severity: 'blocks',
    waivable: false,
    says: 'Kostnader för {amount} kr på projektkod {projectCode} hör inte till någon pott. Namnge tilldelningens pott med DecideAllocations, eller välj tilldelning med AmendProjectCode och kör project-code repost.',
  },
  CREDIT_OUTSIDE_USE_PERIOD: {
    severity: 'blocks',
    says: '{series} {number} rad {line} är en kredit på {amount} kr den {date}, utanför användningstiden, mot kostnader inom den. Ange med ReviewCost vilken leveranstid krediten gäller, eller undanta den med DisallowCost.',
  },
  RECEIVED_UNKNOWN: {
    severity: 'blocks',
    waivable: false,
    says: 'Ingen utbetalning är registrerad, så det går inte att säga vad som är oförbrukat. Registrera den med RecordGrantPayment.',
  },
  RETURN_NEEDS_AMENDMENT: {
    severity: 'warning',
    says: 'Liggaren säger något annat än återrapporten {act}: använt skiljer {amount} kr, och rader som kom eller togs bort efter att perioden låstes är {count} till antalet. Lämna en ändrad återrapport med AmendReturn.',
  },
  UNDERLAY_OVERDUE: {
    severity: 'warning',
    // It is seen from a day, and so by no moment of the log that two persons could let it be at.
    waivable: false,
    says: 'Begäran {demand} ({caseNumber}) om underlag skulle vara besvarad {date}, och inget är registrerat som överlämnat. Turen är organisationens: bygg paketet med underlay build, låt sekretessen prövas och registrera överlämnandet med underlay deliver, eller begär anstånd hos myndigheten.',
  },
} as const satisfies Kinds;

const onLines = {
  OUTSIDE_USE_PERIOD: {
    severity: 'warning',
    says: '{series} {number} rad {line} på {amount} kr är bokförd {date}, utanför användningstiden, och räknas inte. Ange leveranstiden med ReviewCost om den ligger inom.',
  },
  SERVICE_OUTSIDE_USE_PERIOD: {
    severity: 'info',
    says: '{series} {number} rad {line} på {amount} kr har en leveranstid som inte ligger inom användningstiden, och räknas inte. Dela raden i ekonomisystemet om en del av den gör det.',
  },
  ON_CLOSED_CODE: {
    severity: 'warning',
    says: '{series} {number} rad {line} på {amount} kr är bokförd {date}, efter att projektkod {projectCode} avslutades, och räknas inte. Bokför om den i ekonomisystemet.',
  },
  AFTER_PERIOD_LOCK: {
    severity: 'warning',
    says: '{series} {number} rad {line} på {amount} kr kom in efter att dess period låstes. Den räknas; kontrollera att den hör till perioden.',
  },
  REMOVED_AFTER_PERIOD_LOCK: {
    severity: 'warning',
    says: '{series} {number} rad {line} på {amount} kr, bokförd {date}, togs bort ur sin period efter att den låstes. Den räknas inte längre; kontrollera i ekonomisystemet varför.',
  },
  ACCOUNT_WITHOUT_ROLE: {
    severity: 'warning',
    says: 'Konto {account} har ingen roll i boken {book}, så vad {amount} kr på {series} {number} rad {line} är vet ingen. Ge kontot en roll med AmendBook eller RegisterChart och kör project-code repost.',
  },
  CLAIMED_BY_TWO_CODES: {
    severity: 'warning',
    says: '{series} {number} rad {line} på {amount} kr görs anspråk på av flera projektkoder: {projectCodes}. Skilj deras konteringar åt med AmendProjectCode, eller för raden med PostCost.',
  },
  MATCHED_NOT_POSTED: {
    severity: 'warning',
    says: '{series} {number} rad {line} på {amount} kr hör till projektkod {projectCode} men är inte förd som kostnad. Kör project-code repost.',
  },
  POSTING_OUT_OF_DATE: {
    severity: 'warning',
    says: '{series} {number} rad {line} är förd med {amount} kr på projektkod {projectCode}, men koden eller kontots roll säger nu något annat. Kör project-code repost.',
  },
  PARTLY_POSTED: {
    severity: 'warning',
    says: 'Av {series} {number} rad {line} är {amount} kr inte förda till något bidrag. För resten till projektkod {projectCode} med PostCost om den är en kostnad där.',
  },
  PASSED_ON_WITHOUT_ALLOCATION: {
    severity: 'warning',
    says: '{series} {number} rad {line} vidareförmedlar {amount} kr utan att säga till vem, och räknas inte som använt. Ange tilldelningen med AmendProjectCode och kör project-code repost, eller för raden med PostCost.',
  },
  INTERNAL_SIDES_DIFFER: {
    severity: 'warning',
    says: 'Interna poster i verifikationer med projektkod {projectCodes} mot motpart {counterparty} tar inte ut varandra: {amount} kr skiljer. Kontrollera båda sidorna i ekonomisystemet.',
  },
  GRANT_ACCOUNT_WITHOUT_CODE: {
    severity: 'info',
    says: 'På konto {account} i boken {book} för bidragsintäkter eller bidragsskuld är {amount} kr bokförda utan projektkod, rader till antalet {count}. De förs inte till något bidrag; se ledger grant-accounts, och rätta konteringen i ekonomisystemet om de hör till ett.',
  },
} as const satisfies Kinds;

const onAreas = {
  AREA_NOT_OF_POT: {
    severity: 'warning',
    says: 'Kostnader för {amount} kr på projektkod {projectCode} är förda på område {area}, som potten {pot} inte får gå till. De räknas inte; rätta områdena med AmendProjectCode och kör project-code repost.',
  },
  AREA_NOT_GRANTED: {
    severity: 'warning',
    says: 'Kostnader för {amount} kr på projektkod {projectCode} är förda på område {area}, som bara gäller utpekade mottagare. De räknas inte; rätta områdena med AmendProjectCode och kör project-code repost.',
  },
  AREA_UNKNOWN_FOR_POT: {
    severity: 'warning',
    says: 'Kostnader för {amount} kr på projektkod {projectCode} säger inte område, och potten {pot} får bara gå till vissa. Ange området med AmendProjectCode och kör project-code repost.',
  },
} as const satisfies Kinds;

const onProviders = {
  PROVIDER_HAS_NOT_REPORTED: {
    severity: 'warning',
    says: '{amount} kr är vidareförmedlade till {allocation}, som inte har rapporterat något. De räknas inte som använda; begär in en rapport och registrera den med ReportProvider.',
  },
  PASSED_ON_NOT_ALL_REPORTED: {
    severity: 'info',
    says: 'Av det som vidareförmedlats till {allocation} är {amount} kr inte rapporterade som använda. Begär in en ny rapport eller kräv tillbaka resten.',
  },
  REPORT_EXCEEDS_PASSED_ON: {
    severity: 'warning',
    says: '{allocation} har rapporterat {amount} kr mer än vad som vidareförmedlats dit. Bara det vidareförmedlade räknas; kontrollera rapporten och utbetalningarna.',
  },
  REPORT_WITHOUT_VOUCHERS: {
    severity: 'warning',
    says: '{allocation} har rapporterat {amount} kr, men ingen vidareförmedlad utbetalning är bokförd. Inget räknas; kontrollera konteringen av utbetalningen.',
  },
  PASSED_ON_TO_OWN_UNIT: {
    severity: 'warning',
    says: '{amount} kr är vidareförmedlade till {allocation}, som är en egen enhet och inte rapporterar. Bokför överföringen som intern och enhetens egna kostnader på projektkoden.',
  },
} as const satisfies Kinds;

const onFunds = {
  ALLOCATED_EXCEEDS_AWARD: {
    severity: 'warning',
    says: 'Det är fördelat {amount} kr mer än vad som finns. Minska en tilldelning med ReduceAllocation.',
  },
  OVERSPENT_POT: {
    severity: 'warning',
    says: 'Ur potten {pot} är {amount} kr mer använt än mottaget. Det bekostas av egna medel.',
  },
  AWARD_WITHOUT_REQUISITION: {
    severity: 'warning',
    says: 'Bidraget är beviljat men ingen rekvisition är registrerad. Registrera den med RequisitionGrant.',
  },
  PAYMENT_WITHOUT_AWARD: {
    severity: 'warning',
    says: 'Bidraget är utbetalt men inget beslut är registrerat. Registrera det med AwardGrant.',
  },
  REQUISITION_OUTSIDE_WINDOW: {
    severity: 'warning',
    says: 'Rekvisitionen är daterad {date}, utanför den tid då bidraget kunde rekvireras. Kontrollera dagen.',
  },
  RECEIVED_DIFFERS_FROM_AWARD: {
    severity: 'warning',
    says: 'Mottaget ur potten {pot} skiljer {amount} kr från det beviljade. Kontrollera utbetalningarna.',
  },
  ANNOUNCED_DIFFERS_FROM_AWARD: {
    severity: 'info',
    says: 'Beviljat ur potten {pot} skiljer {amount} kr från det utannonserade. Beslutet gäller.',
  },
  REPAYMENT_DIFFERS_FROM_UNUSED: {
    severity: 'warning',
    says: 'Återbetalningarna är {repayments} kr tillsammans, men {unused} kr är oförbrukat: {amount} kr skiljer. Kontrollera bedömningen eller kravet.',
  },
  ASSESSMENT_DIFFERS_FROM_COMPUTED: {
    severity: 'warning',
    says: 'Återbetalningen {repayment} är bedömd så att det på dess grund är {assessed} kr tillsammans, men liggaren räknar fram {computed} kr: {amount} kr skiljer. Håll bedömningen mot uträkningen i grant show.',
  },
  REPAYMENT_EXCEEDS_CLAIM: {
    severity: 'warning',
    says: 'På återbetalningen {repayment} är {amount} kr mer betalt än vad som är krävt. Kontrollera betalningen.',
  },
} as const satisfies Kinds;

const onAllocations = {
  ALLOCATION_ONLY_PROPOSED: {
    severity: 'warning',
    says: 'Tilldelningen {allocation} på {amount} kr är bara föreslagen. Registrera beslutet med DecideAllocations.',
  },
  ALLOCATION_WITHOUT_POT: {
    severity: 'warning',
    says: 'Tilldelningen {allocation} på {amount} kr säger inte vilken pott den kommer ur. Ange potten med DecideAllocations.',
  },
  KEY_DIFFERS_FROM_DECISION: {
    severity: 'info',
    says: 'Tilldelningen {allocation} är på {decided} kr, men nyckeln ger {gives} kr: {amount} kr skiljer. Det beslutade beloppet gäller.',
  },
  ONWARD_NOT_FULLY_ALLOCATED: {
    severity: 'info',
    says: 'Av tilldelningen {allocation} är {amount} kr inte fördelade vidare.',
  },
  ONWARD_WITHIN_PRECISION: {
    severity: 'info',
    says: 'Av tilldelningen {allocation} är {amount} kr inte fördelade vidare. Det ryms i avrundningen av det utannonserade beloppet och är kanske inga pengar; ett exakt beslut visar det.',
  },
  RURAL_MUNICIPALITY_NOT_VERIFIED: {
    severity: 'warning',
    says: 'Det går inte att kontrollera att kommunen {municipality} för {allocation} är utpekad för landsbygdspengarna: länets kommuner står inte i reglerna. Kontrollera den mot myndighetens lista.',
  },
} as const satisfies Kinds;

const onImports = {
  IMPORT_NOT_COMPLETED: {
    severity: 'warning',
    says: 'Inläsningen {import} till boken {book} blev inte klar. Kör samma inläsning en gång till.',
  },
  VOUCHERS_QUARANTINED: {
    severity: 'warning',
    says: 'I inläsningen {import} till boken {book} står verifikationer i karantän, till antalet {count}. Rätta i ekonomisystemet och läs in filen på nytt.',
  },
  VOUCHERS_REFUSED: {
    severity: 'warning',
    says: 'I inläsningen {import} till boken {book} finns verifikationer som inte kunde läsas, till antalet {count}. Rätta exporten och läs in filen på nytt.',
  },
  VOUCHERS_CHANGED: {
    severity: 'warning',
    says: 'I inläsningen {import} till boken {book} är verifikationer ändrade i källan sedan de lästes in, till antalet {count}. Granska dem och läs in filen med --accept-changes.',
  },
  VOUCHERS_MISSING: {
    severity: 'warning',
    says: 'I inläsningen {import} saknas verifikationer som är inlästa i boken {book}, till antalet {count}. Granska dem och läs in filen med --accept-changes om de är borttagna.',
  },
  ACCOUNTS_UNRECONCILED: {
    severity: 'warning',
    says: 'Konto {account} i boken {book} stämmer inte med filens saldo: {amount} kr skiljer i inläsningen {import}. Exportera hela året på nytt.',
  },
} as const satisfies Kinds;

const onLog = {
  GUARD_SLIPPED: {
    severity: 'blocks',
    says: 'Händelsen på position {event} beslutades utifrån {stream}, som händelsen på position {moved} hann ändra före den. Titta på båda: rätta det som inte stämmer, och avstå sedan från iakttagelsen med WaiveFinding.',
  },
} as const satisfies Kinds;

const onPruned = {
  GRANT_PRUNED: {
    severity: 'info',
    says: 'Det som bidraget vilar på är helt eller delvis gallrat enligt beslutet på position {decision}. Vad det använts till och iakttagelserna om det kan inte räknas om; läs dem i det som lämnades ut före gallringen.',
  },
} as const satisfies Kinds;

/** Every kind of finding, in the order that they are listed in. The codes are stable. */
export const findingKinds = {
  ...onReturn,
  ...onLines,
  ...onAreas,
  ...onProviders,
  ...onFunds,
  ...onAllocations,
  ...onEvidence,
  ...onImports,
  ...onSalaries,
  ...onLog,
  ...onPruned,
} as const satisfies Kinds;

/** The name of a kind of finding. */
export type FindingCode = keyof typeof findingKinds;

/** Whether two persons may let a finding of this kind be. */
export const isWaivable = (code: FindingCode): boolean => !('waivable' in findingKinds[code]);
