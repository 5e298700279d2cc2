import type { AcceptedLoss, Adopted } from '#intake';

import { facts, page, wrapped } from '../output.js';
import { counted, countInSwedish } from '../swedish.js';
import { attestationText } from './attestation.js';

/** What the signer has taken up, and what nothing attests to all the same. */
export const adoptedText = ({ checkpoints, size, position, unattested }: Adopted): string =>
  page(
    facts([
      [
        'Upptaget',
        `${counted(checkpoints, 'kontrollpunkt', 'kontrollpunkter')}, till position ${countInSwedish(size)}`,
      ],
      ['Liggaren slutar vid', `position ${countInSwedish(position)}`],
    ]),
    unattested === 0
      ? null
      : wrapped(
          `Inget annat än liggaren själv styrker ${counted(unattested, 'händelse', 'händelser')} efter det. Ta upp en nyare ` +
            'kontrollpunkt om någon har en, och jämför annars de händelserna med underlagen (history).',
        ),
  );

/** That the log is signed anew, and from where. */
export const acceptedText = (accepted: AcceptedLoss): string =>
  page(
    facts([
      ['Förlusten står', `vid position ${countInSwedish(accepted.position)}`],
      ['Obestyrkt', `till och med position ${countInSwedish(accepted.through)}`],
    ]),
    wrapped('Lämna den nya kontrollpunkten till någon annan, och tala om förlusten för alla som prövar liggaren.'),
    attestationText(accepted),
  );
