import type { Bidragsbok } from '#intake';
import { LocalDate } from '#kernel';
import type { Finding, Moment } from '#read-models';

import { heading, page, wrapped } from '../output.js';
import { counted, severityLabels } from '../swedish.js';
import { momentText } from './moment.js';

const severities = Object.keys(severityLabels) as (keyof typeof severityLabels)[];
const how = { waived: 'avstådd' } as const;

/** Findings by how much they ask for: what stops a return, what is to be done, what is good to know; last what is settled. */
export async function findingsText(book: Bidragsbok, all: readonly Finding[], moment: Moment): Promise<string> {
  const days = await daysOf(book, all);
  const open = all.filter(({ settled }) => settled === null);
  const settled = all.filter((finding) => finding.settled !== null);
  const items = (findings: readonly Finding[]) => findings.map((finding) => itemText(finding, days));
  const group = (title: string, findings: readonly Finding[]): string | null =>
    findings.length === 0 ? null : [title, ...items(findings)].join('\n');
  return page(
    `${heading('Iakttagelser')}\n${momentText(moment)}`,
    ...severities.map((severity) =>
      group(
        severityLabels[severity],
        open.filter((one) => one.severity === severity),
      ),
    ),
    group('Avgjorda', settled),
    open.length === 0 ? 'Inget att titta på.' : counted(open.length, 'iakttagelse', 'iakttagelser'),
  );
}

function itemText({ message, code, id, position, settled }: Finding, days: ReadonlyMap<number, string>): string {
  const day = days.get(position);
  const end = settled === null ? [] : [`${how[settled.how]} i åtgärden ${settled.act}`];
  const notes = [code, id, ...(day === undefined ? [] : [`av händelsen ${day}`]), ...end];
  return wrapped(`${message} (${notes.join(', ')})`);
}

/** The Swedish day that the event which each finding comes from was recorded on, by position. */
async function daysOf({ log }: Bidragsbok, findings: readonly Finding[]): Promise<ReadonlyMap<number, string>> {
  const days = new Map<number, string>();
  for (const { position } of findings) {
    if (position < 1 || days.has(position)) continue;
    const [event] = await log.readAll(position - 1, 1);
    if (event !== undefined) days.set(position, LocalDate.ofInstant(event.recordedAt).toString());
  }
  return days;
}
