import type { BridgeFigure } from './bridge/bridge.js';

/** The words of a grant's figures, so that one figure has one name everywhere (docs/glossary.md). */
export const figureWords = {
  announced: 'Utannonserat',
  awarded: 'Beviljat',
  received: 'Utbetalt (mottaget)',
  incomeRecognised: 'Intäktsfört',
  liability: 'Bokfört som skuld',
  allocated: 'Fördelat',
  unallocated: 'Ofördelat',
  ownFunding: 'Egna medel',
  booked: 'Bokfört',
  used: 'Använt',
  notEligible: 'Ej stödberättigande',
  unresolved: 'Outrett',
  notReported: 'Ej återrapporterat',
  unused: 'Ej förbrukat',
  ownFundingUsed: 'Överskjutande eget',
  repaid: 'Återbetalt',
} as const;
/** The name of one figure of a grant, as the JSON has it. */
export type FigureName = keyof typeof figureWords;

/** The words of the figures that a bridge goes over. */
export const bridgeWords: Readonly<Record<BridgeFigure, string>> = {
  ...figureWords,
  eligible: 'Stödberättigande',
  reported: 'Enligt återrapporten',
  entered: 'Bokfört på bidragskonton',
};
