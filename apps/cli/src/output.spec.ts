import { describe, expect, it } from '@jest/globals';

import { facts, heading, page, table } from './output.js';

describe('a page for people', () => {
  it('aligns amounts to the right and cuts what is too long', () => {
    const columns = [
      { title: 'Text', max: 6 },
      { title: 'Belopp', align: 'right' as const },
    ];
    const rows = [
      ['Hyra', '1\u00a0000,00'],
      ['Konsultarvode', '5,00'],
    ];
    expect(table(columns, rows)).toBe(
      ['Text      Belopp', '──────  ────────', 'Hyra    1\u00a0000,00', 'Konsu…      5,00'].join('\n'),
    );
  });

  it('lets no control character out of a file into the terminal', () => {
    expect(table([{ title: 'Text' }], [['a\u001b[2Jb\nc']])).toBe('Text\n────────\na [2Jb c');
  });

  it('leaves out facts and parts that are not there', () => {
    const told = facts([
      ['Bok', 'raindance'],
      ['Inläsning', null],
    ]);
    expect(page(heading('Rubrik'), null, told)).toBe('Rubrik\n══════\n\nBok  raindance');
  });
});
