import type { Refusal } from './refusal.js';

/** Checkpoints, proofs, and the log held against what was signed. */
export const proofs = {
  INTEGRITY_HOLD: {
    kind: 'integrity',
    says:
      'Liggaren stämmer inte med det som har signerats ({fault}), sedan {since}. Frågor går att ställa, men inget skrivs, ' +
      'lämnas ut eller signeras. Återställ den liggare som har händelserna fram till position {signed}; se verify.',
  },
  KEY_MISSING: {
    kind: 'unavailable',
    says: 'Signeringsnyckeln saknas ({file}). Lägg tillbaka den, eller ange dess mapp med BIDRAGSBOK_SIGNER. Finns den ingenstans: key replace.',
  },
  KEY_OPEN_TO_OTHERS: {
    kind: 'unavailable',
    says: 'Signeringsnyckeln får läsas av andra ({file}). Ge filen rättigheterna 0600, och byt nyckel om någon kan ha läst den.',
  },
  KEY_DAMAGED: {
    kind: 'integrity',
    says: 'Signeringsnyckeln går inte att läsa ({file}). Lägg tillbaka den från säkerhetskopian.',
  },
  KEY_UNKNOWN: {
    kind: 'not-found',
    says: 'Liggaren nämner ingen signeringsnyckel. Skapa den med key rotate, eller ange nyckeln med --key.',
  },
  KEY_OF_ANOTHER_LOG: {
    kind: 'conflict',
    says: 'Signeringsnyckeln ({file}) är inte den som liggaren nämner ({named}). Lägg tillbaka rätt nyckel, eller rätta BIDRAGSBOK_SIGNER.',
  },
} as const satisfies Record<string, Refusal>;
