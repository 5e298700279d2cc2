import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Cruise, cruise, root } from './cruise.js';

interface Probe {
  readonly rule: string;
  readonly file: string;
  readonly line: string;
}
const probe = (rule: string, file: string, line: string): Probe => ({ rule, file, line });

/** Every boundary, broken at least once: this file with this line must be reported under this rule's name. */
const probes: readonly Probe[] = [
  probe('no-cycles', 'libs/kernel/src/probe-cycle.ts', "import type {} from './probe-cycle.js';"),
  probe('libs-through-the-front-door', 'libs/intake/src/probe-door.ts', "import '../../ledger/src/probe-file.js';"),
  probe(
    'libs-through-the-front-door',
    'apps/cli/src/probe-door.ts',
    "import '../../../libs/ledger/src/probe-file.js';",
  ),
  probe('kernel-stands-alone', 'libs/kernel/src/probe-log.ts', "import '#event-log';"),
  probe('kernel-stands-alone', 'libs/kernel/src/probe-file.ts', "import 'node:fs';"),
  probe('domain-is-pure', 'libs/ledger/src/probe-file.ts', "import 'node:fs';"),
  probe('domain-is-pure', 'libs/grants/src/probe-log.ts', "import type { EventLog } from '#event-log';"),
  probe('shipped-programmes-read-only-files', 'libs/grants/src/programme/shipped-probe.ts', "import 'node:http';"),
  probe('contexts-do-not-touch', 'libs/grants/src/probe-ledger.ts', "import type { VoucherEvent } from '#ledger';"),
  probe('contexts-do-not-touch', 'libs/ledger/src/probe-grants.spec.ts', "import type { GrantEvent } from '#grants';"),
  probe('contexts-do-not-touch', 'libs/evidence/src/probe.ts', "import type { VoucherEvent } from '#ledger';"),
  probe('domain-is-pure', 'libs/evidence/src/probe-file.ts', "import 'node:fs';"),
  probe('transparency-proves-bytes', 'libs/transparency/src/probe.ts', "import type { EventLog } from '#event-log';"),
  probe('transparency-proves-bytes', 'libs/transparency/src/probe-file.ts', "import 'node:fs';"),
  probe('event-log-knows-no-domain', 'libs/event-log/src/probe.ts', "import type { VoucherEvent } from '#ledger';"),
  probe('sqlite-knows-only-files', 'libs/sqlite/src/probe.ts', "import type { EventLog } from '#event-log';"),
  probe('only-sqlite-opens-files', 'libs/event-log/src/probe-sqlite.ts', "import '@photostructure/sqlite';"),
  probe('only-sqlite-opens-files', 'libs/read-models/src/probe-sqlite.ts', "import 'node:sqlite';"),
  probe(
    'only-event-log-speaks-to-the-event-store',
    'libs/intake/src/probe-store.ts',
    "import '@eventstore/db-client';",
  ),
  probe(
    'only-event-log-speaks-to-the-event-store',
    'libs/event-log/src/probe-store.ts',
    "import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';",
  ),
  probe('vault-keeps-bytes', 'libs/vault/src/probe.ts', "import type { EventLog } from '#event-log';"),
  probe('only-the-vault-speaks-to-object-stores', 'libs/vault/src/probe-store.ts', "import '@aws-sdk/client-s3';"),
  probe('postgres-knows-only-connections', 'libs/postgres/src/probe.ts', "import type { EventLog } from '#event-log';"),
  probe('only-postgres-speaks-to-postgres', 'libs/event-log/src/probe-postgres.ts', "import 'pg';"),
  probe('only-postgres-speaks-to-postgres', 'libs/read-models/src/probe-pool.ts', "import 'pg-pool';"),
  probe('read-models-only-read', 'libs/read-models/src/probe-intake.ts', "import '../../intake/src/probe-door.js';"),
  probe('work-follows-logs', 'libs/work/src/probe.ts', "import type { Bidragsbok } from '#intake';"),
  probe('adapters-only-translate', 'libs/sie/src/probe.ts', "import type { VoucherEvent } from '#ledger';"),
  probe('adapters-only-translate', 'libs/tabular/src/probe.ts', "import type { VoucherEvent } from '#ledger';"),
  probe('adapters-only-translate', 'libs/tabular/src/probe-sie.ts', "import type { SieVoucher } from '#sie';"),
  probe('adapters-only-translate', 'libs/paxml/src/probe.ts', "import type { TableFile } from '#tabular';"),
  probe('adapters-only-translate', 'libs/peppol/src/probe.ts', "import type { DocumentFacts } from '#evidence';"),
  probe('adapters-only-translate', 'libs/pdf/src/probe.ts', "import type { DocumentFacts } from '#evidence';"),
  probe('xml-reads-elements', 'libs/xml/src/probe.ts', "import type { Invoice } from '#peppol';"),
  probe('underlay-hands-out', 'libs/underlay/src/probe.ts', "import type { GrantEvent } from '#grants';"),
  probe('doors-ask-intake-and-read-models', 'apps/api/src/probe-log.ts', "import '#event-log';"),
  probe('doors-ask-intake-and-read-models', 'apps/cli/src/probe-file.ts', "import '#sqlite';"),
  probe(
    'doors-ask-intake-and-read-models',
    'apps/cli/src/probe-table.ts',
    "import type { TableFile } from '#tabular';",
  ),
  probe('frameworks-live-in-apps', 'libs/intake/src/probe-nest.ts', "import '@nestjs/common';"),
  probe('libs-import-no-app', 'libs/intake/src/probe-app.ts', "import '../../../apps/api/src/probe-log.js';"),
  probe('apps-do-not-touch', 'apps/cli/src/probe-api.ts', "import '../../api/src/probe-log.js';"),
  probe('spec-kit-in-specs-only', 'libs/read-models/src/probe-given.ts', "import '#spec-kit';"),
  probe(
    'spec-kit-in-specs-only',
    'libs/read-models/src/probe-spec.ts',
    "import '../../ledger/src/probe-grants.spec.js';",
  ),
  probe('no-dev-package-in-product', 'libs/read-models/src/probe-dev.ts', "import 'fast-check';"),
  probe('no-dead-files', 'libs/kernel/src/probe-dead.ts', 'export const nobody = 1;'),
];

describe('the boundaries', () => {
  let copy: string;
  let found: Cruise['summary'];

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'boundaries-'));
    for (const path of ['apps', 'libs', 'test', 'package.json', 'tsconfig.json', '.dependency-cruiser.mjs']) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const { file, line } of probes) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${line}\n`);
    }
    found = cruise(copy).summary;
  }, 120_000);
  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it('are kept by the tree as it stands', () => {
    // Nothing of the tree imports a probe, so what is reported of its own files is so without the probes too.
    const broken = new Set(probes.map(({ file }) => file));
    const own = found.violations.filter(({ from }) => !broken.has(from));
    expect(own.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it.each(probes)('report $rule for $file', ({ rule, file }) => {
    const reported = found.violations.filter(({ from }) => from === file).map((violation) => violation.rule.name);
    expect(reported).toContain(rule);
  });

  it('have a probe each', () => {
    const rules = found.ruleSetUsed.forbidden.map(({ name }) => name);
    expect([...new Set(probes.map(({ rule }) => rule))].sort()).toEqual(rules.sort());
  });

  it('say each what to do instead', () => {
    expect(found.ruleSetUsed.forbidden.filter(({ comment }) => !/^.{20,}\.$/.test(comment))).toEqual([]);
  });
});
