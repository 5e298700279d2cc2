import { describe, expect, it } from '@jest/globals';

import { OrganisationNumber } from './organisation-number.js';

const number = (text: string) => OrganisationNumber.parse(text);

describe('OrganisationNumber', () => {
  it('reads ten digits, with a hyphen or without, and writes ten', () => {
    expect(number('232100-0164').toString()).toBe('2321000164');
    expect(number('2321000164').equals(number('232100-0164'))).toBe(true);
    expect(number('2321000164').equals(number('5555555555'))).toBe(false);
    expect(JSON.stringify([number('232100-0164')])).toBe('["2321000164"]');
  });

  it.each([
    ...['2321000165', '0000000000', '232100 0164', '23210-00164', '162321000164', '232100-016', '', '232100016A'],
    ...['2321000164\n', ' 2321000164', '198507099805', '850709+9805', '8513019801'],
  ])('refuses %j', (text) => {
    expect(() => number(text)).toThrow(expect.objectContaining({ code: 'ORGANISATION_NUMBER_MALFORMED' }));
  });

  it('knows a sole trader’s, which is a personal number', () => {
    expect(number('1212121212').isPersonal).toBe(true);
    expect(number('2321000164').isPersonal).toBe(false);
    expect(number('5555555555').isPersonal).toBe(false);
  });
});
