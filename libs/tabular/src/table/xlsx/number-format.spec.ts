import { expect, it } from '@jest/globals';

import { showsDate } from './number-format.js';

it.each([
  [14, undefined],
  [22, undefined],
  [27, undefined],
  [36, undefined],
  [45, undefined],
  [47, undefined],
  [50, undefined],
  [58, undefined],
  [164, 'yyyy\\-mm\\-dd'],
  [164, '[$-41D]d\\ mmmm\\ yyyy;@'],
  [164, 'm/yy'],
  [164, 'YYYY'],
  [14, 'd/m'],
])('a format shows a day: %i %s', (id, code) => {
  expect(showsDate(id, code)).toBe(true);
});

it.each([
  [0, undefined],
  [13, undefined],
  [23, undefined],
  [44, undefined],
  [48, undefined],
  [49, undefined],
  [59, undefined],
  [164, undefined],
  [164, 'General'],
  [164, 'Standard'],
  [164, '#,##0.00\\ "kr per dag";[Red]\\-#,##0.00\\ "md"'],
  [164, '[Yellow]0;[Magenta]-0'],
  [164, '0\\m_d*y'],
  [164, '0 "dagar'],
  [164, '[h]:ss'],
])('a format shows no day: %i %s', (id, code) => {
  expect(showsDate(id, code)).toBe(false);
});
