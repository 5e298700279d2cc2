import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { filesThatHold } from '#spec-kit';

import { ACCOUNTANT, APPROVER, Scene } from '../scene.fixture.js';
import { asked, fileOf, LATER, LR1, otherVoucher, secretVoucher, SECRETS, thirdVoucher } from './erasure.fixture.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
  await scene.takeFile(scene.file(fileOf(secretVoucher(), otherVoucher), 'januari.se'));
});
afterEach(() => scene.close());

const propose = (what: object) => scene.tell('ErasePrivateParts', asked('gallring-1', what), { by: ACCOUNTANT });
const confirm = () => scene.tell('ConfirmAct', { act: 'gallring-1' }, { by: APPROVER });
const refusing = (code: string, details = {}) => expect.objectContaining({ code, details });
const held = (texts: readonly string[]) => filesThatHold(scene.book.dir, texts);

describe('an import beside an erasure', () => {
  const march = () => scene.file(fileOf(secretVoucher(), thirdVoucher), 'mars.se');

  it('must be over before the texts of its book go', async () => {
    scene.wait(LATER);
    const append = scene.book.log.append.bind(scene.book.log);
    scene.book.log.append = async (command, ...given) => {
      if (command.commandId.endsWith('-complete')) throw new Error('the power fails');
      return append(command, ...given);
    };
    await expect(scene.takeFile(march())).rejects.toThrow('the power fails');
    scene.book.log.append = append;
    await expect(propose({ vouchers: [LR1] })).rejects.toMatchObject({ code: 'ERASURE_DURING_IMPORT' });
    await scene.takeFile(march());
    await propose({ vouchers: [LR1] });
    await confirm();
    expect(held(SECRETS)).toEqual([]);
  });

  it('does not begin where texts went since it looked', async () => {
    scene.wait(LATER);
    await propose({ vouchers: [LR1] });
    const file = march();
    const other = await scene.another();
    const erase = () => other.execute({ type: 'ConfirmAct', by: APPROVER, data: { act: 'gallring-1' } }, 'confirm');
    const readStream = scene.book.log.readStream.bind(scene.book.log);
    let looks = 0;
    scene.book.log.readStream = async (stream, ...given) => {
      // Between the look at what is erased and the keeping of the file.
      if (stream === 'log' && ++looks === 2) await erase();
      return readStream(stream, ...given);
    };
    await expect(scene.takeFile(file)).rejects.toEqual(refusing('STREAM_MOVED_ON', { stream: 'log' }));
    scene.book.log.readStream = readStream;
    await other.close();
    expect(held(SECRETS)).toEqual([]);
    expect((await scene.takeFile(file)).vouchers).toMatchObject({ known: 1, taken: 1, missing: 1 });
    expect(held(SECRETS)).toEqual([]);
  });

  it('is refused by its first event where they went even later', async () => {
    scene.wait(LATER);
    await propose({ vouchers: [LR1] });
    const file = march();
    const other = await scene.another();
    const keep = scene.book.files.keep.bind(scene.book.files);
    scene.book.files.keep = async (...given) => {
      await other.execute({ type: 'ConfirmAct', by: APPROVER, data: { act: 'gallring-1' } }, 'confirm');
      await other.close();
      return keep(...given);
    };
    const { length } = await scene.events('ImportStarted');
    await expect(scene.takeFile(file)).rejects.toMatchObject({ code: 'STREAM_MOVED_ON' });
    expect(await scene.events('ImportStarted')).toHaveLength(length);
  });
});
