import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { expectComplete, february, january, NONE } from './import.fixture.js';
import { Scene } from './scene.fixture.js';
import { cost, sieFile } from './sie.fixture.js';

let scene: Scene;
afterEach(() => scene.close());

describe('a voucher of which the file says something else', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
    await scene.take(january);
  });
  const changed = [cost(['LR 1', '2026-01-10'], '150.00'), january[1]];

  it('is shown with its difference, and is as it was', async () => {
    const report = await scene.take(changed);
    expectComplete(report);
    expect(report.vouchers).toEqual({ ...NONE, read: 2, changed: 1, known: 1 });
    expect(report.changes).toMatchObject([
      {
        ...{ series: 'LR', number: '1' },
        difference: {
          removed: [
            { account: '7411', amount: '100.00' },
            { account: '2511', amount: '-100.00' },
          ],
          added: [
            { account: '7411', amount: '150.00' },
            { account: '2511', amount: '-150.00' },
          ],
        },
      },
    ]);
    expect((await scene.figures()).used).toBe('300.50');
    expect((await scene.findings()).map(({ code }) => code)).toContain('VOUCHERS_CHANGED');
  });

  it('is restated where that is accepted, and then known', async () => {
    const report = await scene.take(changed, { acceptChanges: true });
    expect(report.vouchers).toEqual({ ...NONE, read: 2, changed: 1, known: 1 });
    expect((await scene.figures()).used).toBe('350.50');
    expect((await scene.take(changed)).vouchers).toEqual({ ...NONE, read: 2, known: 2 });
    expect((await scene.findings()).map(({ code }) => code)).not.toContain('VOUCHERS_CHANGED');
  });
});

describe('a voucher that the file lacks', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
    await scene.take([...january, ...february]);
  });

  it('is missing, withdrawn where that is accepted, and may come back', async () => {
    const without = [january[0], ...february];
    const shown = await scene.take(without);
    expect(shown.vouchers).toEqual({ ...NONE, read: 3, known: 3, missing: 1 });
    expect(shown.missing).toEqual([{ series: 'LR', number: '2', date: '2026-01-20' }]);
    expect((await scene.figures()).used).toBe('670.50');

    await scene.take(without, { acceptChanges: true });
    expect((await scene.figures()).used).toBe('470.00');
    expect((await scene.take(without)).vouchers).toMatchObject({ known: 3, missing: 0 });

    const back = await scene.take([...january, ...february]);
    expect(back.vouchers).toEqual({ ...NONE, read: 4, known: 3, taken: 1, returned: 1 });
    expect((await scene.figures()).used).toBe('670.50');
  });

  it('is not missing outside the days and series that the file speaks of, or where it was refused or set apart', async () => {
    expect((await scene.take([...january])).vouchers.missing).toBe(0); // nothing of February
    const onlyBank = [february[1]];
    expect((await scene.take(onlyBank)).vouchers.missing).toBe(0); // nothing of series LR
    const faulty = [january[0], cost(['LR 2', '2026-01-20'], '200.505'), ...february];
    expect((await scene.take(faulty)).vouchers).toMatchObject({ refused: 1, missing: 0 });
    const unbalanced = [january[0], january[1].replace('-200.50', '-1.00'), ...february];
    expect((await scene.take(unbalanced)).vouchers).toMatchObject({ quarantined: 1, missing: 0 });
  });

  it('is not missing from a file of what a pre-system hands over', async () => {
    const { kind, vouchers } = await scene.takeFile(scene.file(sieFile([january[0], ...february]), 'handed-over.si'));
    expect([kind, vouchers.missing]).toEqual(['SIE4I', 0]);
  });
});
