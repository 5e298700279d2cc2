import type { Moment } from '#read-models';

import { countInSwedish } from '../swedish.js';

/** What moment a report is of, the way it stands under its heading. */
export const momentText = ({ position, perDate }: Moment): string =>
  `Position ${countInSwedish(position)}${perDate === undefined ? '' : `, daterat till och med ${perDate}`}`;
