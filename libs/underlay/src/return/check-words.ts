import { filledIn, Money } from '#kernel';
import type { CheckedReturn, GrantReturn, HeldOut, RepaymentGround } from '#read-models';

/** What a failed check says, and what to do about it: of every check that a form can name. */
const fails: Readonly<Record<CheckedReturn['check'], string>> = {
  'areas-sum-to-used': '{amount} kr skiljer. Kör project-code repost och bygg återrapporten på nytt.',
  'received-known': 'Ingen utbetalning är registrerad. Registrera den med RecordGrantPayment.',
  'bound-money-in-its-areas':
    '{amount} kr är rapporterade på ett annat område. Begär en rättad rapport och registrera den med ReportProvider.',
  'no-blocking-findings':
    'Iakttagelser som stoppar återrapporten är öppna, till antalet {count}. Se vilka med findings, och åtgärda dem.',
  'imports-completed': 'Inläsningar är inte klara, till antalet {count}. Kör dem en gång till.',
  'areas-known':
    '{amount} kr är använda på okänt område. Ange områden med AmendProjectCode och kör project-code repost.',
  'providers-reported':
    'Mottagare som inte har rapporterat är {count} till antalet; {amount} kr räknas inte. Begär in deras rapporter.',
  'reports-match-passed-on':
    'Mottagare som har rapporterat ett annat belopp är {count} till antalet. Kontrollera rapporterna och utbetalningarna.',
  'evidence-complete':
    'Underlag saknas på tillsammans {amount} kr, på rader till antalet {count}. Se vilka med evidence gaps.',
  'lines-resolved':
    'Outrett är {amount} kr, på rader till antalet {count}. Se findings, och för dem eller lämna dem utanför.',
  'no-own-funding': '{amount} kr utöver det mottagna bekostas av egna medel. Kontrollera att det är avsett.',
  'no-open-findings': 'Iakttagelser är öppna, till antalet {count}. Se dem med findings.',
};

/** What a check came to, as a sentence; a check that holds says that alone. */
export function explained({ check, holds, amount, count }: CheckedReturn): string {
  if (holds) return 'Stämmer.';
  return filledIn(fails[check], { amount: amount === null ? null : Money.parse(amount), count });
}

/** A return as every door shows it to programs: its document, whose digest it bears, the checks in words, and what is to be repaid. */
export const returnShown = ({ document, digest, checks, repayment }: GrantReturn) => ({
  ...document,
  digest,
  checks: checks.map((check) => ({ ...check, says: explained(check) })),
  repayment,
});

/** Why a booked cost is not eligible, in words. */
export const heldOutWords: Readonly<Record<HeldOut, string>> = {
  disallowed: 'Underkänt av en person',
  outside: 'Utanför användningstiden',
  closed: 'Bokfört efter att projektkoden avslutades',
  area: 'Området ingår inte i vad pengarna får gå till',
  'left-out': 'Lämnat utanför av en person',
};

/** The steps of the calculation of a repayment, in words. */
export const stepWords: Readonly<Record<RepaymentGround['calculation'][number]['what'], string>> = {
  received: 'Mottaget',
  awarded: 'Beviljat',
  used: 'Använt',
  'above-award': 'Mottaget utöver det beviljade',
  'own-funding-used': 'Använt utöver det mottagna i sin pott, med egna medel',
  'not-used': 'Ej använt för sitt ändamål',
  'not-for-purpose': 'därav bokfört men inte stödberättigande',
  'left-over': 'därav kvar',
};
