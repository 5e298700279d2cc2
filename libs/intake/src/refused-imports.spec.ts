import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { expectComplete, february, january, nobodys, NONE, precise, skew } from './import.fixture.js';
import { bookFacts, Scene } from './scene.fixture.js';
import { importSie } from './imports.js';
import { cost, sieFile } from './sie.fixture.js';

let scene: Scene;
afterEach(() => scene.close());

const refusing = (code: string) => expect.objectContaining({ code });

describe('a dry run', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
  });

  it('needs neither organisation nor book', async () => {
    const file = scene.file(sieFile([...january, precise, skew], { organisation: '#ORGNR 5555555555' }));
    const report = await importSie({ file, dryRun: true });
    expectComplete(report);
    expect(report).toMatchObject({
      ...{ import: null, book: null, dryRun: true, position: null, warnings: [] },
      vouchers: { ...NONE, read: 4, taken: 2, refused: 1, quarantined: 1 },
    });
  });

  it('on a book says what would become of it, and writes nothing', async () => {
    await scene.take([...january, ...february]);
    const position = await scene.book.log.lastPosition();
    const digest = await scene.book.models.digest();
    const vouchers = [cost(['LR 1', '2026-01-10'], '150.00'), ...february, nobodys];
    const report = await scene.take(vouchers, { dryRun: true, acceptChanges: true });
    expectComplete(report);
    expect(report.vouchers).toEqual({ ...NONE, read: 4, changed: 1, known: 2, taken: 1, missing: 1 });
    expect([report.changes.length, report.missing.length, report.position]).toEqual([1, 1, position]);
    expect(await scene.book.log.lastPosition()).toBe(position);
    expect(await scene.book.models.digest()).toBe(digest);
  });

  it('warns of what an import would refuse', async () => {
    const head = { organisation: '#ORGNR 5555555555', year: '#RAR 0 20250101 20251231' };
    const { warnings } = await scene.takeFile(scene.file(sieFile([], head)), { dryRun: true });
    expect(warnings.map(({ code }) => code).sort()).toEqual([
      'SIE_ORGANISATION_DIFFERS',
      'SIE_WITHOUT_VOUCHERS',
      'SIE_YEAR_DIFFERS',
    ]);
    expect(warnings.every(({ message }) => !message.includes('{'))).toBe(true);
    expect(existsSync(join(scene.book.dir, 'files'))).toBe(false);
  });
});

describe('an import is refused, and nothing of it recorded,', () => {
  beforeEach(async () => {
    scene = await Scene.begin();
  });
  const refused = async (code: string, work: () => Promise<unknown>) => {
    const before = await scene.book.log.lastPosition();
    await expect(work()).rejects.toThrow(refusing(code));
    expect(await scene.book.log.lastPosition()).toBe(before);
    expect(existsSync(join(scene.book.dir, 'files'))).toBe(false);
  };

  it('for what the file is', async () => {
    await refused('FILE_NOT_FOUND', () => scene.takeFile(join(scene.data, 'no-such-file.se')));
    await refused('FILE_NOT_FOUND', () => scene.takeFile(scene.data));
    await refused('NOT_SIE_FILE', () => scene.takeFile(scene.file('%PDF-1.7')));
    await refused('SIE5_NOT_SUPPORTED', () => scene.takeFile(scene.file('<?xml version="1.0"?><Sie xmlns="x">')));
    await refused('SIE_WITHOUT_VOUCHERS', () => scene.take([]));
    await refused('SIE_WITHOUT_VOUCHERS', () => scene.takeFile(scene.file(sieFile([], { type: '#SIETYP 1' }))));
  });

  it('for what the file’s head says, unless the organisation is accepted', async () => {
    const foreign = scene.file(sieFile(january, { organisation: '#ORGNR 555555-5555' }));
    await refused('SIE_ORGANISATION_DIFFERS', () => scene.takeFile(foreign));
    const otherYear = scene.file(sieFile(january, { year: '#RAR 0 20250101 20251231' }), 'year.se');
    await refused('SIE_YEAR_DIFFERS', () => scene.takeFile(otherYear));
    const { vouchers, warnings } = await scene.takeFile(foreign, { acceptOrganisation: true });
    expect([vouchers.taken, warnings.map(({ code }) => code)]).toEqual([2, ['SIE_ORGANISATION_DIFFERS']]);
    expect((await scene.events('ImportStarted'))[0]?.data).toMatchObject({ acceptOrganisation: true });
  });

  it('for its book', async () => {
    await refused('BOOK_UNKNOWN', () => scene.take(january, { book: 'another' }));
    await scene.tell('OpenBook', bookFacts({ book: 'egen', kind: 'own' }));
    await refused('BOOK_IS_OWN', () => scene.take(january, { book: 'egen' }));
  });

  it('for an id that another file has', async () => {
    await scene.take(january, { id: 'the-same' });
    await expect(scene.take(february, { id: 'the-same' })).rejects.toThrow(refusing('COMMAND_DIFFERS'));
    expect((await scene.take(january, { id: 'the-same' })).vouchers).toEqual({ ...NONE, read: 2, taken: 2 });
    expect(await scene.events('ImportStarted')).toHaveLength(1);
  });
});
