import { describe, expect, it } from '@jest/globals';

import { answerFaults, returnForm } from './return-form.js';

const field = (id: string, more: object = {}) => ({ id, sv: id, kind: 'text', ...more });
const form = (...fields: readonly object[]) => returnForm.safeParse({ version: 1, sv: '', fields, checks: [] });

describe('the form of a return', () => {
  it('names each field once', () => {
    expect(form(field('a'), field('b')).success).toBe(true);
    expect(form(field('a'), field('a')).success).toBe(false);
  });

  it('says everything that is wrong with a draft of answers', () => {
    const { data } = form(
      field('resultat', { required: true, maxLength: 3 }),
      field('ovrigt', { maxLength: 3 }),
      field('anvant', { kind: 'amount', figure: 'used' }),
      field('undertecknare', { kind: 'signatory', required: true }),
    );
    if (data === undefined) throw new Error('The form is malformed');
    expect(answerFaults(data, { signatory: 'A', answers: { resultat: 'åäö' } })).toEqual([]);
    expect(answerFaults(data, { answers: { anvant: '1', ovrigt: 'åäöå', resultat: ' ' } })).toEqual([
      { field: 'anvant', code: 'RETURN_ANSWER_UNKNOWN' },
      { field: 'resultat', code: 'RETURN_ANSWER_MISSING' },
      { field: 'ovrigt', code: 'RETURN_ANSWER_TOO_LONG', maxLength: 3 },
      { field: 'undertecknare', code: 'RETURN_ANSWER_MISSING' },
    ]);
  });
});
