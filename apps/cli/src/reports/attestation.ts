import type { Attestation } from '#intake';

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

/** Since when the log is not what was signed, and by how many events. */
export function holdText({ since, position, signed, signedAt, agreesTo, missing }: Hold): string {
  const fault =
    missing > 0
      ? `${counted(missing, 'händelse', 'händelser')} saknas (position ${countInSwedish(position + 1)}–${countInSwedish(signed)})`
      : `händelser efter position ${countInSwedish(agreesTo)} är ändrade`;
  return (
    `INTEGRITETSSTOPP sedan ${timeInSwedish(since)}: ${fault} sedan kontrollpunkten ${timeInSwedish(signedAt)}. ` +
    `Inget skrivs, lämnas ut eller signeras. Återställ rätt liggare; se verify.`
  );
}
