import { type Attestation, holdError } from '#intake';

import { counted, countInSwedish } from '../swedish.js';
import { timeInSwedish } from '../time.js';

type Hold = NonNullable<Attestation['integrityHold']>;

/** The checkpoint as every report bears it: whoever keeps the report can hold the log against it. */
export function attestationText({ root, checkpoint, unsigned, integrityHold }: Attestation): string {
  if (checkpoint !== null) return `Kontrollpunkt\n${checkpoint.trimEnd()}`;
  if (integrityHold !== undefined) return holdText(integrityHold);
  const why = unsigned === undefined ? '' : ` ${unsigned.message} (${unsigned.code})`;
  return `Rot ${root ?? '–'}, osignerad.${why}`;
}

/** Since when the log is not what was signed, by how many events, and what to do. */
export function holdText(hold: Hold): string {
  if (hold.why !== 'differs') return `INTEGRITETSSTOPP sedan ${timeInSwedish(hold.since)}: ${holdError(hold).message}`;
  const { since, position, signed, signedAt, agreesTo, missing } = hold;
  const fault =
    missing > 0
      ? `${counted(missing, 'händelse', 'händelser')} saknas (position ${countInSwedish(position + 1)}–${countInSwedish(signed)})`
      : `händelser efter position ${countInSwedish(agreesTo)} är ändrade`;
  return (
    `INTEGRITETSSTOPP sedan ${timeInSwedish(since)}: ${fault} sedan kontrollpunkten ${timeInSwedish(signedAt)}. ` +
    `Inget skrivs, lämnas ut eller signeras. Återställ rätt liggare; se verify.`
  );
}
