import type { Moment } from '#read-models';
import type { HandedOut } from '#underlay';

import { facts } from '../output.js';
import { amountInSwedish, countInSwedish } from '../swedish.js';

/** A file that was handed out, as its recipient can compare it: its bytes, its figures, and the moment they are of. */
export type HandedOutAnswer = Moment &
  Omit<HandedOut, 'path'> & {
    readonly projectCode?: string;
    readonly book?: string;
    readonly format: string;
    readonly file: string;
  };

export const handedOutText = (answer: HandedOutAnswer): string =>
  facts([
    ['Fil', answer.file],
    ['Format', answer.format],
    ['Projektkod', answer.projectCode],
    ['Bok', answer.book],
    ['SHA-256', answer.sha256],
    ['Storlek', `${countInSwedish(answer.size)} byte`],
    ['Verifikationer', answer.vouchers === undefined ? null : countInSwedish(answer.vouchers)],
    ['Deras rader', answer.lines === undefined ? null : countInSwedish(answer.lines)],
    ['Rader', countInSwedish(answer.rows)],
    ['Debet', amountInSwedish(answer.debit)],
    ['Kredit', amountInSwedish(answer.credit)],
    ['Saldo', amountInSwedish(answer.total)],
    ['Position', countInSwedish(answer.position)],
    ['Daterat till och med', answer.perDate],
  ]);
