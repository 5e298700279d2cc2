import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { filesThatHold } from '#spec-kit';

import { importSie } from '../imports.js';
import { APPROVER, BOOK } from '../scene.fixture.js';
import { cost, sieFile } from '../sie.fixture.js';
import { TEXTS, Years } from './pruning.fixture.js';

let years: Years;
beforeEach(async () => {
  years = await Years.begin();
});
afterEach(() => years.scene.close());

const late = () => years.scene.file(sieFile([cost(['LR 9', '2026-12-10'], '9.00')]), 'sen.se');
const confirmElsewhere = async () => {
  const other = await years.scene.another();
  await other.execute({ type: 'ConfirmAct', by: APPROVER, data: { act: 'gallring-1' } }, 'confirm');
  await other.close();
};

describe('what comes to a year while it goes', () => {
  it('goes with it, where it came before the decision was recorded', async () => {
    const { scene } = years;
    await years.propose();
    const other = await scene.another();
    const append = scene.book.log.append.bind(scene.book.log);
    let tries = 0;
    scene.book.log.append = async (command, ...given) => {
      if (command.commandId.startsWith('confirm-') && ++tries === 1) {
        await importSie({ file: late(), to: other, book: BOOK });
      }
      return append(command, ...given);
    };
    await years.confirm();
    await other.close();
    expect(tries).toBe(2);
    await expect(scene.book.log.readStream(`voucher-${BOOK}-LR-9`)).rejects.toMatchObject({ code: 'STREAM_PRUNED' });
    expect(scene.book.files.kept()).toHaveLength(1);
  });

  it('is refused where it comes after', async () => {
    const { scene } = years;
    await years.propose();
    const file = late();
    const keep = scene.book.files.keep.bind(scene.book.files);
    scene.book.files.keep = async (...given) => {
      await confirmElsewhere();
      return keep(...given);
    };
    await expect(scene.takeFile(file)).rejects.toMatchObject({ code: 'STREAM_MOVED_ON' });
    scene.book.files.keep = keep;
    await expect(scene.takeFile(file)).rejects.toMatchObject({ code: 'STREAM_PRUNED' });
    expect((await scene.events()).filter(({ stream }) => stream.startsWith(`voucher-${BOOK}-`))).toEqual([]);
  });

  it('must be over, where it is an import', async () => {
    const { scene } = years;
    const append = scene.book.log.append.bind(scene.book.log);
    scene.book.log.append = async (command, ...given) => {
      if (command.commandId.endsWith('-complete')) throw new Error('the power fails');
      return append(command, ...given);
    };
    const file = late();
    await expect(scene.takeFile(file)).rejects.toThrow('the power fails');
    scene.book.log.append = append;
    await expect(years.propose()).rejects.toMatchObject({ code: 'PRUNING_DURING_IMPORT' });
    await scene.takeFile(file);
    await years.prune();
  });
});

describe('a decision that was cut off after it was recorded', () => {
  it('is completed by whoever opens the book next: its files go, and its rows', async () => {
    const { scene } = years;
    await years.propose();
    scene.book.files.remove = () => {
      throw new Error('the power fails');
    };
    await expect(years.confirm()).rejects.toThrow('the power fails');
    expect(filesThatHold(scene.book.dir, TEXTS).filter((file) => !file.startsWith('files/'))).toEqual([]);
    expect(scene.book.files.kept()).toHaveLength(2);
    await scene.book.close();
    scene.book = await scene.another();
    await scene.book.moment();
    expect(scene.book.files.kept()).toHaveLength(1);
    expect(filesThatHold(scene.book.dir, TEXTS)).toEqual([]);
    const digest = await scene.book.models.digest();
    await scene.book.models.rebuild();
    expect(await scene.book.models.digest()).toBe(digest);
  });
});
