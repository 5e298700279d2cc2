import type { GrantFacts } from './grant-facts.query.js';
import type { GrantFigures } from './grant-position.query.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';
import type { SpentAt } from './spent.js';

/** A grant as it is looked over for findings. */
export interface Look {
  readonly db: Rows;
  readonly moment: Moment;
  readonly facts: GrantFacts;
  readonly cells: readonly SpentAt[];
  readonly position: GrantFigures;
}
