import type { Refusal } from './refusal.js';

/** XML of any kind, before it is asked what it says. */
export const xml = {
  XML_DOCTYPE_FORBIDDEN: {
    kind: 'refused',
    says: 'XML-filen har en DOCTYPE, som ingen e-faktura eller lönefil har och som kan dölja kod. Be avsändaren om filen utan den.',
  },
  XML_BROKEN: {
    kind: 'refused',
    says: 'XML-filen är inte välformad eller inte i den teckenkodning som den uppger: den går inte att läsa från rad {line}. Be avsändaren om en ny fil, eller exportera den på nytt.',
  },
  XML_TOO_LARGE: {
    kind: 'refused',
    says: 'XML-filen är vid rad {line} större eller djupare än någon faktura eller lönefil. Be avsändaren om en faktura med mindre bilagor, eller exportera en löneperiod åt gången.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
