import type { History, HistoryRow, Why } from '#read-models';

import { heading, page, wrapped } from '../output.js';
import { countInSwedish, counted } from '../swedish.js';
import { timeInSwedish } from '../time.js';
import { prunedText } from './pruning.js';

/** A history for people: command by command, who did what, when and why. */
export const historyText = ({ first, position, commands, rows, pruned }: History): string =>
  page(
    `${heading('Historik')}\nPosition ${countInSwedish(first)}–${countInSwedish(position)}`,
    ...rows.map(rowText),
    rows.length < commands
      ? `De senaste ${countInSwedish(rows.length)} av ${counted(commands, 'post', 'poster')}; fler visas med --limit`
      : counted(commands, 'post', 'poster'),
    prunedText(pruned),
  );

/** One command: a line that says when and who, and below it what and why. */
export function rowText(row: HistoryRow): string {
  const { first, last, recordedAt, actor, occurredOn, says, why } = row;
  const place = first === last ? countInSwedish(first) : `${countInSwedish(first)}–${countInSwedish(last)}`;
  const of = occurredOn === null ? '' : `, avser ${occurredOn}`;
  const head = `${timeInSwedish(recordedAt)}  ${actor.subject} (${actor.role})  position ${place}${of}`;
  return [head, ...says.map((said) => wrapped(said)), ...why.map((one) => `  ${whyText(one)}`)].join('\n');
}

function whyText(why: Why): string {
  if (why.kind === 'reason') return `Skäl: ${why.text ?? 'raderat'}`;
  const { status, body, date, paragraph, caseNumber } = why;
  const parts = [body, date, paragraph, caseNumber === null ? null : `dnr ${caseNumber}`];
  return `${status === 'proposed' ? 'Förslag' : 'Beslut'}: ${parts.filter((part) => part !== null).join(', ')}`;
}
