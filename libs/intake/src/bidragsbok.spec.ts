import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Bidragsbok } from './bidragsbok.js';
import { organisationsIn } from './data-folder.js';
import { GRANT, Scene } from './scene.fixture.js';

const refusing = (code: string) => expect.objectContaining({ code });

describe('a data folder', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'bidragsbok-data-'));
  });
  afterEach(() => {
    rmSync(data, { recursive: true });
  });
  const init = async (organisation: string, name = 'Region Exempel') => {
    const book = await Bidragsbok.init({ data, organisation, name, software: 'specs' });
    await book.close();
  };

  it('without a log has no organisation to open', async () => {
    await expect(Bidragsbok.open({ data })).rejects.toThrow(refusing('ORGANISATION_UNKNOWN'));
    await expect(Bidragsbok.open({ data, organisation: '232100-0164' })).rejects.toThrow(
      refusing('ORGANISATION_UNKNOWN'),
    );
    mkdirSync(join(data, '2321000164'));
    await expect(Bidragsbok.open({ data })).rejects.toThrow(refusing('ORGANISATION_UNKNOWN'));
    expect(organisationsIn(join(data, 'no-such-folder'))).toEqual([]);
  });

  it('with one organisation opens it unnamed, and with two asks which', async () => {
    await init('232100-0164');
    const book = await Bidragsbok.open({ data });
    expect(book.organisation).toBe('2321000164');
    await book.close();
    await init('2321000214');
    expect(organisationsIn(data)).toEqual(['2321000164', '2321000214']);
    await expect(Bidragsbok.open({ data })).rejects.toThrow(refusing('ORGANISATION_NOT_CHOSEN'));
    await expect(Bidragsbok.open({ data, organisation: '1' })).rejects.toThrow(
      refusing('ORGANISATION_NUMBER_MALFORMED'),
    );
  });

  it('holds one log of an organisation', async () => {
    await init('2321000164');
    await init('2321000164'); // As after a cut: the same words open the same log.
    await expect(init('2321000164', 'Region Annan')).rejects.toThrow(refusing('LOG_EXISTS'));
  });

  it('must be a folder', async () => {
    data = join(data, 'a-file');
    writeFileSync(data, '');
    await expect(Bidragsbok.open({ data })).rejects.toThrow(refusing('DATA_UNWRITABLE'));
    await expect(init('2321000164')).rejects.toThrow(refusing('DATA_UNWRITABLE'));
  });
});

describe('a moment', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.begin(); // From one second past 08:00 UTC on the first of May, a second between commands.
  });
  afterAll(() => scene.close());
  const at = async (asOf?: string, perDate?: string) => scene.book.moment(asOf, perDate);

  it('is a position, an instant, a day in Sweden, or now', async () => {
    const last = await scene.book.log.lastPosition();
    expect(await at()).toEqual({ position: last });
    expect(await at('3')).toEqual({ position: 3 });
    expect(await at('2026-05-01T08:00:02Z')).toEqual({ position: 3 });
    expect(await at('2026-05-01T10:00:02.999+02:00')).toEqual({ position: 3 });
    expect(await at('2026-05-01', '2026-03-31')).toEqual({ position: last, perDate: '2026-03-31' });
    expect(await at('2030-01-01')).toEqual({ position: last });
  });

  it.each([
    'igår',
    '',
    '-1',
    '1.5',
    '2026-02-30',
    '2026-02-30T12:00:00Z',
    '2026-05-01T25:00:00Z',
    '2026-05-01T08:00:00',
  ])('is not %j', async (asOf) => {
    await expect(at(asOf)).rejects.toThrow(refusing('MOMENT_MALFORMED'));
  });

  it('is inside the log', async () => {
    for (const before of ['0', '2026-04-30', '2026-05-01T07:59:59Z']) {
      await expect(at(before)).rejects.toThrow(refusing('MOMENT_BEFORE_LOG'));
    }
    await expect(at('1000')).rejects.toThrow(refusing('MOMENT_BEYOND_LOG'));
    await expect(at(undefined, '2026-02-30')).rejects.toThrow(refusing('DATE_MALFORMED'));
  });

  it('shows the figures of then', async () => {
    const announced = (await scene.events('GrantAnnounced'))[0]?.position ?? 0;
    expect(await scene.figures(announced.toString())).toMatchObject({ grant: GRANT, awarded: null, received: null });
    expect(await scene.figures()).toMatchObject({ awarded: '1200000.00', received: '1200000.00' });
  });
});
