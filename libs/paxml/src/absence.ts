/**
 * The time codes of PAXml 2.0 that are work: ordinary, additional and overtime, and presence. Every other one is an absence, its
 * pay, or a supplement to hours that stand elsewhere: what a code that we do not know may tell of a person's health is not read.
 */
const WORK = /^(?:TID|ARB|MER|ÖT[1-5]|ÖK[1-5]|NV[1-9])$/;
/** Supplements for when hours were worked (OB, jour, beredskap, restid): no hours of their own, and no absence. */
const SUPPLEMENT = /^(?:OB[1-5]|JR[1-3]|BE[1-3]|RE[1-4]|HLG|SKI)$/;
/** Words that mark a pay type as of absence or health, in whatever language the payroll system's owner named it. */
const ABSENCE =
  /sjuk|karens|rehab|smitt|närståend|vård av|vab\b|föräldra|foraldra|pappa|mamma|havande|gravid|graviditet|arbetsskad|frånvar|franvar|tjänstledig|facklig|utmätning|sick|parental/i;

export type TimeCode = 'work' | 'supplement' | 'absence';

export function timeCode(code: string): TimeCode {
  if (WORK.test(code)) return 'work';
  return SUPPLEMENT.test(code) ? 'supplement' : 'absence';
}

/** Whether the name or note of a pay type marks it as of absence, health, or a claim on wages. */
export const marksAbsence = (...texts: readonly string[]): boolean => texts.some((text) => ABSENCE.test(text));
