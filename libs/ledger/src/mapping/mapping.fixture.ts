import type { z } from 'zod';

import { mappingCommands } from './mapping.events.js';
import type { MappingCommand } from './mapping.js';

type Input = z.input<(typeof mappingCommands)['SaveMapping']>;
export const MAPPING = 'raindance-huvudbok';

/** The columns of the story's region's export. */
export const COLUMNS: Input['columns'] = {
  decimalSign: ',',
  dateForm: 'iso',
  account: { form: 'column', column: { heading: 'Konto' } },
  voucher: { form: 'columns', series: { heading: 'Serie' }, number: { heading: 'Vernr' } },
  date: { heading: 'Bokföringsdatum' },
  registered: { heading: 'Reg.datum' },
  amount: { form: 'signed', column: { heading: 'Belopp' } },
  text: { heading: 'Text' },
  dimensions: [
    { dimension: '1', column: { heading: 'Ansvar' } },
    { dimension: '6', column: { heading: 'Projekt' } },
  ],
};

/** The command that saves a mapping. */
export const saveMapping = (columns: Input['columns'] = COLUMNS, reason?: string): MappingCommand => ({
  type: 'SaveMapping',
  data: mappingCommands.SaveMapping.parse({ mapping: MAPPING, columns, ...(reason === undefined ? {} : { reason }) }),
});
