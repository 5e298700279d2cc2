import type { Finding, Moment } from '#read-models';

import { heading, page, wrapped } from '../output.js';
import { counted, severityLabels } from '../swedish.js';
import { momentText } from './moment.js';

const severities = Object.keys(severityLabels) as (keyof typeof severityLabels)[];

/** Findings by how much they ask for: what stops a return, what is to be done, what is good to know. */
export function findingsText(findings: readonly Finding[], moment: Moment): string {
  const groups = severities.map((severity) => groupText(severity, findings));
  return page(
    `${heading('Iakttagelser')}\n${momentText(moment)}`,
    ...groups,
    findings.length === 0 ? 'Inget att titta på.' : counted(findings.length, 'iakttagelse', 'iakttagelser'),
  );
}

function groupText(severity: keyof typeof severityLabels, all: readonly Finding[]): string | null {
  const found = all.filter((finding) => finding.severity === severity);
  if (found.length === 0) return null;
  return [severityLabels[severity], ...found.map(({ message, code }) => wrapped(`${message} (${code})`))].join('\n');
}
