import type { Moment, ProjectCodeRow } from '#read-models';

import { heading, page, table } from '../output.js';
import { momentText } from './moment.js';

/** The project codes: what each is charged to, and which codings of which books mean it. */
export const projectCodeListText = (rows: readonly ProjectCodeRow[], moment: Moment): string =>
  page(
    `${heading('Projektkoder')}\n${momentText(moment)}`,
    table(
      [
        { title: 'Projektkod' },
        { title: 'Bidrag' },
        { title: 'Fördelning' },
        { title: 'Områden' },
        { title: 'Kontering', max: 40 },
        { title: 'Sista dag' },
      ],
      rows.map(({ projectCode, grant, allocation, purposeAreas, matches, lastDay }) => [
        ...[projectCode, grant, allocation ?? 'ingen'],
        purposeAreas.length === 0
          ? 'okända'
          : purposeAreas.map(({ area, share }) => `${area}: ${share.replace('.', ',')}`).join('; '),
        matches.map(codingsOf).join('; '),
        lastDay ?? '',
      ]),
    ),
  );

const codingsOf = ({ book, all }: ProjectCodeRow['matches'][number]): string =>
  [book, ...all.map(({ dimension, code }) => `${dimension}:${code}`)].join(' ');
