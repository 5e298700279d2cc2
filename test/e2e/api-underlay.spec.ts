import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Api, type Answer, type Problem } from './api.js';
import { Cli } from './cli.js';

jest.setTimeout(240_000);

const GRANT = 'god-och-nara-vard-2026';
type Json = Readonly<Record<string, unknown>>;

describe('what is handed over, by both doors', () => {
  const api = new Api();
  const cli = new Cli({}, api.data);
  beforeAll(async () => {
    // The keys to its documents lie beside the data.
    cli.tellDemo();
    for (const name of ['data', 'data.keys'])
      cpSync(join(cli.dir, name), api.data + name.slice('data'.length), { recursive: true });
    await api.start();
  });
  afterAll(async () => {
    await api.remove();
    cli.remove();
  });
  const file = async (path: string) => {
    const answer = await fetch(`${api.address}${path}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const sha256 = createHash('sha256').update(bytes);
    return { answer, bytes, sha256: sha256.copy().digest('hex'), digest: `sha-256=:${sha256.digest('base64')}:` };
  };
  /** The terminal's answer, waited for so that connections which the server lets go of meanwhile are heard of. */
  const told = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await cli.start(...args, '--json')).stdout);
  const problem = (answer: Answer<Problem>) => [answer.status, answer.body.code];

  it('is the same package, as an attachment with its digest', async () => {
    const built = (await told('underlay', 'build', '--grant', GRANT, '--out', join(cli.dir, 'p.zip'))) as Json;
    const { answer, sha256, digest } = await file(`/grants/${GRANT}/underlay/package`);
    expect([answer.status, answer.headers.get('content-type'), sha256]).toEqual([
      200,
      'application/zip',
      built['sha256'],
    ]);
    expect(answer.headers.get('content-disposition')).toContain(`attachment; filename=underlag-${GRANT}.zip`);
    expect(answer.headers.get('repr-digest')).toBe(digest);
    const asked = ['--form', 'public', '--from', '2026-03-01', '--sample', 'mus:10', '--seed', 'x'];
    const few = (await told(
      'underlay',
      'build',
      '--grant',
      GRANT,
      '--out',
      join(cli.dir, 'few.zip'),
      ...asked,
    )) as Json;
    const query = 'form=public&from=2026-03-01&sample=mus:10&seed=x';
    expect((await file(`/grants/${GRANT}/underlay/package?${query}`)).sha256).toBe(few['sha256']);
  });

  it('is the same return, as data and as files', async () => {
    const shown = await api.get(`/grants/${GRANT}/return`);
    expect([shown.status, shown.body]).toEqual([200, await told('return', 'show', '--grant', GRANT)]);
    const built = (await told('return', 'build', '--grant', GRANT, '--out', join(cli.dir, 'return'))) as {
      readonly files: readonly { readonly format: string; readonly sha256: string }[];
    };
    expect(built.files.map(({ format }) => format)).toEqual(['json', 'xlsx', 'pdf']);
    for (const { format, sha256 } of built.files) {
      expect((await file(`/grants/${GRANT}/return/file?format=${format}`)).sha256).toBe(sha256);
    }
  });

  it('has the same answers', async () => {
    const voucher = ((await told('evidence', 'gaps', '--grant', GRANT)) as { readonly lines: readonly Json[] })
      .lines[0];
    const name = [voucher?.['book'], voucher?.['series'], voucher?.['number']].join('/');
    const answers: readonly (readonly [path: string, ...args: readonly string[]])[] = [
      [`/grants/${GRANT}/underlay/sample?sample=mus:5`, 'underlay', 'sample', '--grant', GRANT, '--sample', 'mus:5'],
      [`/grants/${GRANT}/bridge`, 'grant', 'bridge', GRANT],
      [`/trace?grant=${GRANT}&asOf=500`, 'trace', '--grant', GRANT, '--as-of', '500'],
      [`/trace?voucher=${encodeURIComponent(name)}`, 'trace', '--voucher', name],
      ['/runs', 'runs'],
    ];
    for (const [path, ...args] of answers) {
      const { status, body } = await api.get(path);
      expect([status, body]).toEqual([200, await told(...args)]);
    }
    expect((await api.get<{ readonly runs: readonly Json[] }>('/runs')).body.runs.length).toBeGreaterThan(2);
    const demands = await api.get<Json>(`/grants/${GRANT}/underlay/demands`);
    expect(demands).toMatchObject({ status: 200, body: { demands: [], undemanded: [] } });
  });

  it('refuses what cannot be made', async () => {
    const refusals: readonly (readonly [path: string, status: number, code: string])[] = [
      ['/grants/none/underlay/package', 404, 'GRANT_NOT_ANNOUNCED'],
      ['/grants/none/return', 404, 'GRANT_NOT_ANNOUNCED'],
      ['/grants/none/bridge', 404, 'GRANT_NOT_ANNOUNCED'],
      ['/grants/none/underlay/demands', 404, 'GRANT_NOT_ANNOUNCED'],
      [`/grants/${GRANT}/underlay/package?projectCode=none`, 404, 'PROJECT_CODE_NOT_OPENED'],
      [`/grants/${GRANT}/underlay/package?vouchers=a`, 400, 'REQUEST_MALFORMED'],
      [`/grants/${GRANT}/underlay/sample?sample=x`, 400, 'REQUEST_MALFORMED'],
      [`/grants/${GRANT}/return/file?format=doc`, 400, 'REQUEST_MALFORMED'],
      [`/grants/${GRANT}/return/file?format=pdf&asOf=999999`, 404, 'MOMENT_BEYOND_LOG'],
      [`/trace?grant=${GRANT}&payment=1`, 400, 'REQUEST_MALFORMED'],
      ['/trace', 400, 'REQUEST_MALFORMED'],
    ];
    for (const [path, status, code] of refusals) expect(problem(await api.get(path))).toEqual([status, code]);
  });
});

describe('a delivery of underlay', () => {
  const api = new Api();
  const cli = new Cli({}, api.data);
  const programme = { id: 'god-och-nara-vard', year: 2026 };
  const amounts = [{ pot: 'region-population', amount: '100.00' }];
  beforeAll(async () => {
    await api.open();
    await api.post('/programmes', { programme });
    for (const grant of ['g-1', 'g-2']) await api.post('/grants', { grant, programme, amounts });
    await api.post('/grants/g-1/underlay/demands', { demand: 'sen', caseNumber: 'EXEMPEL-1', due: '2026-01-01' });
    cli.run('underlay', 'demand', '--grant', 'g-1', '--demand', 'granskning', '--case-number', 'EXEMPEL-7');
  });
  afterAll(async () => {
    await api.remove();
    cli.remove();
  });
  // While the terminal is waited for the server lets go of the connection, which nobody here has heard yet.
  const awake = () => setTimeout(100);
  const readers = ['--to', 'Registrator', '--reviewed-by', 'Jurist', '--paragraph', 'OSL 21:7'];
  const codes = (told: unknown) =>
    (
      told as {
        readonly findings: readonly { readonly code: string; readonly subject: Json; readonly message: string }[];
      }
    ).findings.filter(({ code }) => code === 'UNDERLAY_OVERDUE');

  it('that is not made in time is a finding that says whose turn it is, and a day to keep', async () => {
    const found = codes(cli.json('findings', '--grant', 'g-1'));
    expect(found).toMatchObject([{ subject: { demand: 'sen', caseNumber: 'EXEMPEL-1', date: '2026-01-01' } }]);
    expect(found[0]?.message).toContain('Turen är organisationens');
    expect(codes((await api.get('/grants/g-1/findings')).body)).toEqual(found);
    expect(codes((await api.get('/grants/g-2/findings')).body)).toEqual([]);
    const register = (await api.get<{ readonly grants: readonly Json[] }>('/grants')).body.grants;
    expect(register.find(({ grant }) => grant === 'g-1')).toMatchObject({
      deadlines: expect.arrayContaining([{ what: 'underlay', date: '2026-01-01' }]),
    });
  });

  it('of a package that was built here says as what, and answers its demand', () => {
    const out = join(cli.dir, 'p.zip');
    const built = cli.json('underlay', 'build', '--grant', 'g-1', '--out', out) as Json & { readonly run: Json };
    const deliver = ['underlay', 'deliver', '--grant', 'g-1', '--package', out, '--demand', 'sen', ...readers];
    const told = cli.json(...deliver) as Json;
    expect(told).toMatchObject({
      ...{ package: built['sha256'], position: built['position'], form: 'authority', unlike: [] },
      build: { id: built.run['id'], grant: 'g-1', position: built['position'] },
      demand: { demand: 'sen', caseNumber: 'EXEMPEL-1', due: '2026-01-01' },
    });
    expect(cli.json(...deliver)).toEqual(told);
    expect(cli.run(...deliver).stdout).not.toContain('OBS');
    expect(codes(cli.json('findings', '--grant', 'g-1'))).toEqual([]);
    expect(cli.json('underlay', 'demands', '--grant', 'g-1')).toMatchObject({
      demands: [
        { demand: 'sen', deliveries: [{ package: built['sha256'], build: { id: built.run['id'] } }] },
        { demand: 'granskning', caseNumber: 'EXEMPEL-7', deliveries: [] },
      ],
    });
  });

  it('of another grant’s package is said to be unlike it', async () => {
    const { sha256 } = cli.json('underlay', 'build', '--grant', 'g-1', '--out', join(cli.dir, 'other.zip')) as {
      readonly sha256: string;
    };
    const body = { package: sha256, position: 1, form: 'public', to: 'R', reviewedBy: 'J', paragraph: 'OSL 21:7' };
    await awake();
    const answer = await api.post<Json>('/grants/g-2/underlay/deliveries', body);
    expect(answer).toMatchObject({
      status: 201,
      body: { build: { grant: 'g-1' }, unlike: ['grant', 'position', 'form'] },
    });
  });

  it('of a package that nobody is known to have built says so', async () => {
    const named = ['--package', 'ab'.repeat(32), '--position', '2', '--form', 'authority'];
    const deliver = ['underlay', 'deliver', '--grant', 'g-1', ...named, ...readers];
    expect(cli.run(...deliver).stdout).toContain('OBS: Inget känt bygge');
    expect(cli.json(...deliver)).toMatchObject({ build: null, demand: null });
    const unknown = cli.run('underlay', 'deliver', '--grant', 'g-1', '--package', 'cd'.repeat(32), ...readers);
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('ange --position och --form')]);
    const missing = cli.run('underlay', 'deliver', '--grant', 'g-1', '--package', 'no-file', ...readers);
    expect(missing.stderr).toContain('PACKAGE_UNREADABLE');
    const body = {
      package: 'ef'.repeat(32),
      position: 2,
      form: 'public',
      to: 'R',
      reviewedBy: 'J',
      paragraph: 'OSL 21:7',
    };
    await awake();
    expect(await api.post('/grants/g-2/underlay/deliveries', body)).toMatchObject({
      body: { build: null, unlike: [] },
    });
  });
});
