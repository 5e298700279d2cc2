import { describe, expect, it } from '@jest/globals';

import { patientTraces } from './patient-traces.js';

describe('traces of patients in a text', () => {
  it.each(['811218-9876', '19811218-9876', '198112189876', '8112189876', '811218+9876', '811278-9873'])(
    '%s',
    (number) => {
      expect(patientTraces(`Besök av ${number}, kl. 10`).personalNumbers).toBe(1);
    },
  );

  it.each(['811218-9877', '811318-9872', '556036-0793', '2026-03-02', '1234567890123456'])('are not %s', (number) => {
    expect(patientTraces(`Se ${number}`).personalNumbers).toBe(0);
  });

  it('are words of health care, each stem once', () => {
    expect(patientTraces('Patienten och andra patienter fick en Diagnos.').words).toEqual(['diagnos', 'patient']);
    expect(patientTraces('Utbildning i hygien för personalen.').words).toEqual([]);
  });
});
