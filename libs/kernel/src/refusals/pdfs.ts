import type { Refusal } from './refusal.js';

/** PDFs that are read for their text. */
export const pdfs = {
  PDF_BROKEN: {
    kind: 'refused',
    says: 'PDF-filen går inte att läsa: den är skadad eller avbruten. Be avsändaren om en ny fil, eller beskriv dokumentet för hand med evidence describe.',
  },
  PDF_ENCRYPTED: {
    kind: 'refused',
    says: 'PDF-filen är låst med lösenord och kan inte läsas. Be avsändaren om filen utan lösenord.',
  },
  PDF_TOO_LARGE: {
    kind: 'refused',
    says: 'PDF-filen är större än {megabytes} MB och läses inte efter uppgifter. Beskriv dokumentet för hand med evidence describe.',
  },
  PDF_TOO_SLOW: {
    kind: 'refused',
    says: 'PDF-filen gick inte att läsa på {seconds} sekunder. Beskriv dokumentet för hand med evidence describe.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
