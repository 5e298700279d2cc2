import { describe, expect, it } from '@jest/globals';

import { roleOf, roles } from './account-roles.js';
import type { AccountRoles } from './book.events.js';

const accountRoles: AccountRoles = [
  { from: '4511', to: '4511', role: 'passed-on' },
  { from: '40', to: '79', role: 'cost' },
  { from: '4000', to: '4999', role: 'internal' },
];
const book = { accountRoles, chart: [{ account: '4512', name: 'Köp', role: 'ignored' as const }] };

describe('the role of an account', () => {
  it('is that of the first range it lies in', () => {
    expect(roleOf(book, '4511')).toBe('passed-on');
    expect(roleOf(book, '4510')).toBe('cost');
    expect(roleOf(book, '7999')).toBe('cost');
  });

  it('compares a longer account by as many characters as the bound has, and a shorter one never', () => {
    expect(roleOf(book, '451199')).toBe('passed-on');
    expect(roleOf(book, '79')).toBe('cost');
    expect(roleOf(book, '7')).toBeNull();
  });

  it('is the one of its own where the chart gives it one', () => {
    expect(roleOf(book, '4512')).toBe('ignored');
  });

  it('is null where there is none, never a guess', () => {
    expect(roleOf(book, '8411')).toBeNull();
    expect(roleOf({ accountRoles: [], chart: [{ account: '8411', name: 'Räntor' }] }, '8411')).toBeNull();
  });

  it('is the same when it is remembered', () => {
    const remembered = roles(book);
    for (const account of ['4511', '4512', '8411', '4511', '4512', '8411']) {
      expect(remembered(account)).toBe(roleOf(book, account));
    }
  });
});
