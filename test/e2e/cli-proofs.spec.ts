import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn } from './cli.js';
import { tamper } from './tampering.js';

jest.setTimeout(180_000);

const ORGANISATION = '2321000164';
const programme = { id: 'god-och-nara-vard', year: 2026 };
const amounts = [{ pot: 'region-population', amount: '100.00' }];
const BOOK = {
  ...{ book: 'ekonomi-2026', kind: 'erp', system: 'Raindance', scope: 'all' },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { project: '6' },
  accountRoles: [{ from: '4000', to: '7999', role: 'cost' }],
};
const commands = [
  { type: 'AdoptProgramme', data: { programme } },
  { type: 'AnnounceGrant', data: { grant: 'g-1', programme, amounts } },
  { type: 'OpenBook', data: BOOK },
];
const later = [{ type: 'RecordGrantPayment', data: { grant: 'g-1', amounts } }];

interface Attested {
  readonly position: number;
  readonly root: string;
  readonly checkpoint: string;
}
const begin = (cli: Cli) => {
  expect(cli.run('init', '--org', ORGANISATION, '--name', 'Region Exempel').status).toBe(0);
  expect(cli.run('apply', cli.file('commands.json', JSON.stringify(commands))).status).toBe(0);
};

describe('what is told', () => {
  const cli = new Cli();
  beforeAll(() => {
    begin(cli);
  });
  afterAll(() => {
    cli.remove();
  });

  it('bears position, root and signed checkpoint, the same every time', () => {
    const told = cli.json('grant', 'show', 'g-1') as Attested;
    const lines = told.checkpoint.split('\n');
    expect(lines.slice(0, 4)).toEqual([`bidragsbok/${ORGANISATION}`, String(told.position), told.root, '']);
    expect(cli.json('grant', 'show', 'g-1')).toEqual(told);
    const earlier = cli.json('grant', 'show', 'g-1', '--as-of', '3') as Attested;
    expect(earlier.checkpoint.split('\n')[1]).toBe('3');
    expect(cli.json('checkpoint', '--as-of', '3')).toMatchObject({ checkpoint: earlier.checkpoint });
    const { stdout } = cli.run('grant', 'show', 'g-1');
    expect(stdout.endsWith(`Kontrollpunkt\n${told.checkpoint}`)).toBe(true);
    expect(cli.run('checkpoint').stdout).toBe(told.checkpoint);
  });

  it('so does the receipt of an import, and what is handed out', () => {
    const file = cli.file(
      'a.se',
      '#FLAGGA 0\n#SIETYP 4\n#ORGNR 232100-0164\n#RAR 0 20260101 20261231\n#VER A 1 20260301 "x"\n{\n#TRANS 4010 {} 5.00\n#TRANS 2440 {} -5.00\n}\n',
    );
    const receipt = cli.json('import', 'sie', file, '--book', 'ekonomi-2026') as {
      position: number;
      attestation: Attested;
    };
    expect(receipt.attestation.checkpoint.split('\n')[1]).toBe(String(receipt.position));
    const out = join(cli.dir, 'bok.se');
    const handed = cli.json('ledger', 'export', '--book', 'ekonomi-2026', '--format', 'sie', '--out', out) as Attested;
    expect(readFileSync(out, 'latin1')).toContain(
      `Kontrollpunkt: bidragsbok/${ORGANISATION} ${handed.position} ${handed.root}, signatur `,
    );
    // Whoever keeps such a file keeps a checkpoint that is read out of it.
    const sheet = join(cli.dir, 'bok.xlsx');
    cli.json('ledger', 'export', '--book', 'ekonomi-2026', '--format', 'xlsx', '--out', sheet);
    for (const kept of [out, sheet]) {
      expect(cli.json('checkpoint', 'adopt', kept)).toMatchObject({ checkpoints: 1, size: handed.position });
    }
  });

  it('can be proved event by event, without a log', () => {
    const file = join(cli.dir, 'e.tlog-proof');
    const { key } = cli.json('key', 'show') as { key: string };
    expect(cli.json('proof', 'grant-g-1@0', '--out', file)).toMatchObject({ event: 3, file });
    const alone = ['verify', '--proof', file, '--key', key, '--data', join(cli.dir, 'nothing')];
    expect(cli.json(...alone)).toMatchObject({ position: 3, key, event: { stream: 'grant-g-1', revision: 0 } });
    expect(cli.json('verify', '--proof', file)).toMatchObject({ position: 3, key });
    expect(cli.run('proof', '3').stdout).toContain('c2sp.org/tlog-proof@v1\nextra ');
    expect(refusalIn(cli.run('proof', '9999', '--json')).code).toBe('EVENT_UNKNOWN');
    expect(refusalIn(cli.run('proof', 'grant-g-1@77', '--json')).code).toBe('EVENT_UNKNOWN');
    const elsewhere = ['--data', join(cli.dir, 'elsewhere'), '--org', ORGANISATION];
    expect(refusalIn(cli.run('verify', '--proof', file, ...elsewhere, '--json')).code).toBe('ORGANISATION_UNKNOWN');
    expect(refusalIn(cli.run('proof', 'nothing', '--json')).code).toBe('EVENT_UNKNOWN');
    const altered = cli.file('f.tlog-proof', readFileSync(file, 'utf8').replace('index 2', 'index 1'));
    const failed = cli.run('verify', '--proof', altered, '--key', key, '--json');
    expect([failed.status, refusalIn(failed).code]).toEqual([7, 'PROOF_FAILED']);
    const broken = cli.file('g.tlog-proof', 'nothing');
    expect(refusalIn(cli.run('verify', '--proof', broken, '--key', key, '--json')).code).toBe('PROOF_UNREADABLE');
    expect(refusalIn(cli.run('verify', '--proof', file, '--key', 'x', '--json')).code).toBe('PROOF_UNREADABLE');
  });

  it('is verified, all of it', () => {
    expect(cli.json('verify')).toMatchObject({ intact: true, keptFiles: 1, faults: [] });
    expect(cli.run('verify', '--no-files').stdout).toMatch(
      /OK \d+ händelser omräknade.*\n.*\n.*signerade kontrollpunkter\n\nAllt/,
    );
  });

  it('goes on under another key, and what the old one signed stays valid', () => {
    const before = cli.json('checkpoint') as Attested;
    const { key } = cli.json('key', 'rotate', '--id', '2026') as { key: string };
    expect(cli.json('key', 'rotate', '--id', '2026')).toEqual({ key });
    expect(cli.json('key', 'show')).toMatchObject({ key, earlier: [expect.any(String)] });
    expect(cli.json('checkpoint', '--as-of', String(before.position))).toMatchObject({ checkpoint: before.checkpoint });
    expect(cli.json('verify')).toMatchObject({ intact: true });
    expect(cli.run('history').stdout).toContain('bytte signeringsnyckel');
  });

  it('is handed out in folders that are new, whole or not at all', () => {
    const [whole, part] = [join(cli.dir, 'whole'), join(cli.dir, 'part')];
    expect(cli.json('export', '--out', whole, '--private', 'all')).toMatchObject({ folder: whole });
    expect(readdirSync(whole)).toEqual(expect.arrayContaining(['checkpoint', 'entries', 'manifest', 'tile', 'vkey']));
    // The handing over of the key explains every part.
    expect(cli.json('export', '--out', part, '--events', '3,4-5')).toMatchObject({ events: 4, privateParts: 0 });
    expect(readdirSync(join(part, 'proofs'))).toEqual(expect.arrayContaining(['3.tlog-proof', '5.tlog-proof']));
    expect(refusalIn(cli.run('export', '--out', part, '--json')).code).toBe('FOLDER_NOT_EMPTY');
    const no = join(cli.dir, 'no');
    expect(refusalIn(cli.run('export', '--out', no, '--events', '3-999', '--json')).code).toBe('EVENT_UNKNOWN');
    expect(refusalIn(cli.run('export', '--out', no, '--events', '9-3', '--json')).code).toBe('CALL_MALFORMED');
    expect(refusalIn(cli.run('export', '--out', join(no, 'deeper'), '--json')).code).toBe('OUTPUT_UNWRITABLE');
    expect(existsSync(no)).toBe(false);
    tamper(cli.data, `UPDATE event SET bytes = replace(bytes, 'g-1', 'g-2') WHERE position = 3`);
    for (const events of [[], ['--events', '3']]) {
      expect(refusalIn(cli.run('export', '--out', no, ...events, '--json'))).toMatchObject({
        ...{ code: 'LOG_ALTERED', details: { position: 3 } },
      });
    }
    expect(readdirSync(cli.dir).filter((name) => name.includes('no'))).toEqual([]);
    const verified = cli.run('verify');
    expect(verified.status).toBe(7);
    expect(verified.stdout).toContain('FAILED position 3 (grant-g-1), leaf');
    tamper(cli.data, `UPDATE event SET bytes = replace(bytes, 'g-2', 'g-1') WHERE position = 3`);
    expect(cli.run('verify').status).toBe(0);
  });
});

describe('a log that is shorter than what was signed', () => {
  const cli = new Cli();
  beforeAll(() => {
    begin(cli);
    expect(cli.run('grant', 'show', 'g-1').status).toBe(0);
    tamper(cli.data, 'DELETE FROM event WHERE position > 3');
  });
  afterAll(() => {
    cli.remove();
  });

  it('is looked at, and every answer says since when and by how many events', () => {
    const { status, stdout, stderr } = cli.run('grant', 'show', 'g-1');
    expect(status).toBe(0);
    for (const said of [stdout, stderr])
      expect(said).toMatch(/INTEGRITETSSTOPP sedan 20.*: 1 händelse saknas \(position 4–4\)/);
    const told = cli.json('grant', 'show', 'g-1');
    expect(told).toMatchObject({ position: 3, root: null, checkpoint: null });
    expect(told).toMatchObject({ integrityHold: { position: 3, signed: 4, missing: 1, agreesTo: 1 } });
  });

  it('is looked at by every other question too', () => {
    for (const args of [['history'], ['diff', '--from', '1'], ['info'], ['replay']]) {
      expect([args, cli.run(...args).stderr.split(':')[0]]).toEqual([args, expect.stringMatching(/^INTEGRITETSSTOPP/)]);
    }
  });

  it.each([
    [['apply', 'later.json']],
    [['checkpoint']],
    [['proof', '2']],
    [['export', '--out', 'E']],
    [['key', 'rotate', '--id', 'a']],
    [['ledger', 'export', '--book', 'ekonomi-2026', '--format', 'csv', '--out', 'b.csv']],
  ])('is neither written to, signed nor handed out: %j', (args) => {
    cli.file('later.json', JSON.stringify(later));
    const paths = args.map((arg) => (/^(?:later|E$|b\.)/.test(arg) ? join(cli.dir, arg) : arg));
    const ended = cli.run(...paths, '--json');
    expect([ended.status, refusalIn(ended).code]).toEqual([7, 'INTEGRITY_HOLD']);
    expect(readdirSync(cli.dir).sort()).toEqual(['commands.json', 'data', 'later.json']);
  });

  it('is named by the verification', () => {
    const { status, stdout } = cli.run('verify');
    expect(status).toBe(7);
    expect(stdout).toContain('FAILED kontrollpunkten för 4 händelser: så många händelser finns inte längre');
  });
});
