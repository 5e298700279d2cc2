import type { Refusal } from './refusal.js';

/** Years that are pruned by a decision after retention (gallring). */
export const prunings = {
  STREAM_PRUNED: {
    kind: 'refused',
    says: 'Strömmen {stream} är gallrad enligt beslutet på position {decision}. Den tar inte emot något mer och börjar inte om; bokför det som saknas i en bok för ett år som finns kvar.',
  },
  FIGURES_PRUNED: {
    kind: 'refused',
    says: 'Svaret vilar på händelser som är gallrade enligt beslutet på position {decision} ({what}). Siffrorna kan inte räknas om; läs dem i den återrapport, export eller säkerhetskopia som gjordes före gallringen.',
  },
  EVENT_PRUNED: {
    kind: 'refused',
    says: 'Händelsen på position {position} är gallrad enligt beslutet på position {decision}. Dess löv {leaf} ligger kvar i trädet; visa det med en export av hela liggaren.',
  },
  EXPORT_BEFORE_PRUNING: {
    kind: 'refused',
    says: 'Exporten slutar vid position {position}, men händelser i den är gallrade enligt beslutet på position {decision}. Exportera till och med den positionen, så att beslutet följer med.',
  },
  FILE_PRUNED: {
    kind: 'refused',
    says: 'Filen är gallrad enligt beslutet på position {decision} och läses inte in igen.',
  },
  YEAR_WITHOUT_BOOKS: {
    kind: 'not-found',
    says: 'Det finns ingen bok för ett räkenskapsår som slutar {year}. Kontrollera året med book list.',
  },
  YEAR_ALREADY_PRUNED: {
    kind: 'refused',
    says: 'Räkenskapsåret {year} är redan gallrat enligt beslutet på position {decision}. Det finns inget mer att gallra.',
  },
  PRUNING_TOO_EARLY: {
    kind: 'refused',
    says: 'Bevarandetiden har inte gått ut (LKBR 3 kap. 13 §). Räkenskapsåret {year} får gallras tidigast {allowedFrom}; vänta till dess.',
  },
  PRUNING_UNDER_OPEN_GRANT: {
    kind: 'refused',
    says: 'Bidragen {grants} har pengar eller projektkoder i räkenskapsåret {year} och är inte avslutade. Avsluta dem först, annars går deras siffror inte att räkna om.',
  },
  PRUNING_DURING_IMPORT: {
    kind: 'refused',
    says: 'Inläsningen {import} är inte färdig. Läs in samma fil igen så att den blir klar, eller ta tillbaka den, och gallra sedan.',
  },
} as const satisfies Record<string, Refusal>;
