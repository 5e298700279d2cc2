import { isFailure, type Verification } from '#intake';
import type { ProvedFile } from '#underlay';

import { facts, heading, page } from '../output.js';
import { counted, countInSwedish } from '../swedish.js';

type VerificationFault = Verification['faults'][number];
const MOST_LISTED = 50;

/** What each step of a verification came to, and then everything that is not as it was signed. */
export function verificationText(found: Verification): string {
  const failed = found.faults.filter(isFailure);
  const told = found.faults.slice(0, MOST_LISTED).map(faultText);
  const more = found.faults.length - told.length;
  return page(
    heading('Prövning av liggaren'),
    [
      ...stepsText(found),
      ...prunedLines(found),
      ...told,
      ...(more > 0 ? [`… och ${countInSwedish(more)} till; se --json`] : []),
    ].join('\n'),
    failed.length === 0
      ? `Allt är som det har signerats: ${countInSwedish(found.events)} händelser.`
      : `${counted(failed.length, 'sak', 'saker')} är inte som det har signerats. ${remedy(failed)}`,
  );
}

/** A log of which nothing is altered needs no backup, but what its signer has forgotten. */
const remedy = (failed: readonly VerificationFault[]): string =>
  failed.every((fault) => stepOf(fault) === 'signer')
    ? 'Inget i liggaren är ändrat så vitt den själv kan visa. Lägg tillbaka signer.db, eller ta upp en kontrollpunkt: checkpoint adopt FIL.'
    : 'Skriv inget mer i mappen; återställ från säkerhetskopian.';

const prunedLines = ({ pruned }: Verification): string[] =>
  pruned.map(
    ({ decision, events }) =>
      `PRUNED ${counted(events, 'händelse gallrad', 'händelser gallrade')} enligt beslutet på position ${decision}: löv och plats är kvar`,
  );

/** One line for each step of which nothing is told below. */
function stepsText({ events, root, checkpoints, closings, keptFiles, faults }: Verification): string[] {
  const has = (step: string) => faults.some((fault) => isFailure(fault) && stepOf(fault) === step);
  const steps: readonly (readonly [step: string, says: string])[] = [
    ['file', 'liggarens fil: sidor, index och regler'],
    ['event', `${counted(events, 'händelse', 'händelser')} omräknade, kopior och privata delar jämförda; rot ${root}`],
    ['tree', 'trädets lagrade rötter'],
    ['checkpoint', counted(checkpoints, 'signerad kontrollpunkt', 'signerade kontrollpunkter')],
    ...(closings === 0 ? [] : [['closing', counted(closings, 'avslutat bidrag', 'avslutade bidrag')] as const]),
    ...(keptFiles === null ? [] : [['kept-file', counted(keptFiles, 'inläst fil', 'inlästa filer')] as const]),
  ];
  return steps.filter(([step]) => !has(step)).map(([, says]) => `OK ${says}`);
}

const stepOf = (fault: VerificationFault): string => ('step' in fault ? fault.step : 'event');

function faultText(fault: VerificationFault): string {
  return `${fault.verdict} ${saysOf(fault)}`;
}

const FIELDS = {
  position: 'positionen följer inte på den före',
  stream: 'strömmen är en annan än i händelsen',
  revision: 'revisionen är en annan än i händelsen, eller följer inte på den före',
  bytes: 'händelsen börjar inte som en händelse i den här liggaren',
  leaf: 'lövets hash är inte händelsens: endera är ändrad',
  private: 'den privata delen är inte den som händelsen binder',
} as const;

function saysOf(fault: VerificationFault): string {
  if (!('step' in fault)) {
    const where = `position ${fault.position} (${fault.stream})`;
    if (fault.verdict === 'ERASED')
      return `${where}: privat del raderad enligt beslut vid position ${fault.decision ?? '?'}`;
    if (fault.verdict === 'MISSING') return `${where}: den privata delen saknas, och inget beslut säger varför`;
    return `${where}, ${fault.field}: ${FIELDS[fault.field]}`;
  }
  switch (fault.step) {
    case 'file':
      return `liggarens fil: ${fault.says}`;
    case 'tree':
      return `trädets rot över position ${fault.first}–${fault.last} är inte den lagrade`;
    case 'checkpoint':
      return `kontrollpunkten för ${counted(fault.size, 'händelse', 'händelser')}: ${CHECKPOINTS[fault.why]}`;
    case 'signer':
      return `signerarens minne: ${SIGNER[fault.why]}; inget här styrker ${counted(fault.unattested, 'händelse', 'händelser')}`;
    case 'closing':
      if (fault.verdict === 'PRUNED')
        return `bidraget ${fault.grant}: antal och löv stämmer med avslutet; summorna vilar på det som gallrades enligt beslutet på position ${fault.decision}`;
      return `bidraget ${fault.grant}: avslutet förband sig till andra händelser än de som finns`;
    case 'document':
      return documentSays(fault);
    case 'kept-file':
      return `inläsning ${fault.import}: ${fault.verdict === 'MISSING' ? 'filen saknas' : 'filen är ändrad'}`;
  }
}

function documentSays({ document, verdict }: Extract<VerificationFault, { readonly step: 'document' }>): string {
  if (document === null) return 'nycklarna till dokumenten saknas, så inget av dem kan läsas';
  return `dokument ${document}: ${verdict === 'MISSING' ? 'det saknas i valvet' : 'det är ändrat, eller nyckeln till det saknas'}`;
}

const CHECKPOINTS = {
  signature: 'den är inte signerad av en nyckel som liggaren nämner, eller är ändrad',
  missing: 'så många händelser finns inte längre',
  differs: 'liggarens händelser är inte de som signerades',
} as const;

const SIGNER = {
  forgotten: 'där finns inget signerat, fast liggaren nämner en nyckel',
  foreign: 'det är en annan liggares',
} as const;

/** The event that a proof proves, and what it is proved under. */
export const provedText = ({ position, event, size, root, key }: ProvedFile): string =>
  page(
    facts([
      ['Utfall', 'OK, händelsen ligger i den signerade liggaren'],
      ['Position', `${countInSwedish(position)} av ${countInSwedish(size)}`],
      ['Rot', root],
      ['Nyckel', key],
    ]),
    JSON.stringify(event, null, 2),
  );
