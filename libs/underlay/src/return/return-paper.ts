import type { GrantReturn } from '#read-models';

import { onPaper } from '../named-table.js';
import type { Paper } from '../paper/paper.js';
import { dayOfPosition, organisationName, type Source } from '../source.js';
import type { DraftAnswers } from './draft-answers.js';
import { returnTables } from './return-tables.js';

interface Made {
  readonly found: GrantReturn;
  readonly draft: DraftAnswers | null;
  readonly checkpoint: string | null;
}

/** A return as a paper for the registrar: whose it is, what the form says of itself, and every table. */
export async function returnPaper(source: Source, { found, draft, checkpoint }: Made): Promise<Paper> {
  const { document } = found;
  const { position, perDate, programme } = document;
  const day = await dayOfPosition(source, { position });
  const organisation = `${await organisationName(source)} (${source.log.organisation})`;
  return {
    title: `Återrapport ${programme.year}: ${programme.title}`,
    day,
    foot: `${organisation} · ${document.grant} · position ${position} · ${found.digest}`,
    isWide: true,
    blocks: [
      { kind: 'facts', pairs: factsOf(found, { organisation, day, perDate, checkpoint }) },
      ...(document.form === null ? [] : [{ kind: 'paragraph' as const, text: document.form.sv }]),
      ...returnTables(found, draft).flatMap(onPaper),
    ],
  };
}

interface Head {
  readonly organisation: string;
  readonly day: string;
  readonly perDate: string | undefined;
  readonly checkpoint: string | null;
}

function factsOf({ document, digest }: GrantReturn, { organisation, day, perDate, checkpoint }: Head) {
  const { grant, programme, position, form } = document;
  return [
    ['Mottagare', organisation],
    ['Bidrag', grant],
    ['Myndighet', `${programme.authority}, ${programme.regulation}`],
    ['Läget den', day],
    ...(perDate === undefined ? [] : [['Daterat till och med', perDate] as const]),
    ['Position', String(position)],
    ...(form === null ? [] : [['Blankett', `version ${form.version}`] as const]),
    ['Kontrollsumma', digest],
    ...(checkpoint === null ? [] : [['Kontrollpunkt', checkpoint.trimEnd()] as const]),
  ] as const;
}
