import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  addEvidence,
  type Attestation,
  Bidragsbok,
  importLedger,
  importSie,
  isOnServers,
  matchEvidence,
  organisations,
  seededKey,
  seededSalt,
} from '#intake';
import { DomainError } from '#kernel';
import {
  allocationTree,
  balance,
  type CoverageSums,
  evidenceCoverage,
  figuresDigest,
  findings,
  grantPosition,
  type GrantPosition,
} from '#read-models';
import { extractOf, returnAt } from '#underlay';

import { allocationTreeText } from '../reports/allocation-tree.js';
import { coverageText } from '../reports/evidence.js';
import { extractText } from '../reports/extract.js';
import { findingsText } from '../reports/findings.js';
import { grantPositionText } from '../reports/grant-position.js';
import { returnText } from '../reports/grant-return.js';
import { demoDocuments } from './demo-documents.js';
import { demoFile, demoFileName, demoFiles, type DemoFormat } from './demo-files.js';
import { BOOK, GRANT, ORGANISATION, type Scene } from './demo-story.js';
import { demoPay, layInPay } from './demo-pay.js';
import { DEMO_MAPPING, DEMO_MAPPING_ID, saveDemoMapping } from './demo-table.js';

/** How the demo signs its log, so that it never goes on in anybody else's. */
const SOFTWARE = 'bidragsbok demo';

/** After the return: the authority may ask for the evidence of what was reported. */
const [BEFORE_EVIDENCE, EVIDENCE_AT] = ['2027-05-31', '2027-06-01T08:00:00.000Z'];
const CLERK = { subject: 'person-ekonom', role: 'accountant' };

/** Which evidence the region's costs need: pay stands on accounts of its own in its chart. */
const REQUIREMENTS = {
  type: 'AdoptRequirements',
  by: CLERK,
  data: {
    rules: [
      {
        rule: 'lon',
        accounts: [{ from: '5000', to: '5699' }],
        needs: [{ anyOf: ['payslip'] }, { anyOf: ['employment-contract'] }, { anyOf: ['certificate', 'timesheet'] }],
        turn: 'payroll',
      },
      {
        rule: 'vidareformedlat',
        kinds: ['passed-on'],
        needs: [{ anyOf: ['agreement', 'decision'] }, { anyOf: ['payment', 'invoice'] }],
        turn: 'finance',
      },
      { rule: 'inkop', needs: [{ anyOf: ['invoice'] }], turn: 'unit' },
    ],
  },
};

/** A moment of the story with the grant's figures there. */
export interface Told {
  readonly title: string;
  readonly position: number;
  readonly figures: GrantPosition | undefined;
}

/** Where the story is told, and of whom. */
interface OpenStage {
  readonly data: string;
  readonly format?: DemoFormat;
  /** Ten digits; else those of the region whose grant it is. */
  readonly organisation?: string | undefined;
  /** As when a book is opened. */
  readonly servers?: null;
}

/** The stage that the story is played on: a log of its own, with a clock that the story sets. */
export class Stage {
  private now = Date.parse('2026-02-17T08:00:00.000Z');
  private book!: Bidragsbok;

  private constructor(private readonly format: DemoFormat) {}

  static async open({ data, format = 'sie', organisation = ORGANISATION, servers }: OpenStage): Promise<Stage> {
    const stage = new Stage(format);
    const namingKey = seededSalt(SOFTWARE)('naming');
    const scripted = { clock: () => stage.now, salt: seededSalt(SOFTWARE), key: seededKey(SOFTWARE), namingKey };
    const options = { data, organisation, servers, ...scripted };
    const there = await organisations({ data, servers });
    // A folder is one's own; servers are many organisations'.
    const isOwn = isOnServers(servers) || there.every((one) => one === organisation);
    if (!isOwn) throw new DomainError('DEMO_NEEDS_OWN_FOLDER');
    if (there.includes(organisation)) {
      stage.book = await Bidragsbok.open(options);
      await stage.assertOwn();
    } else {
      stage.book = await Bidragsbok.init({ ...options, name: 'Region Örebro län', software: SOFTWARE });
      if (format !== 'sie') await stage.book.execute(saveDemoMapping, 'demo-mapping');
    }
    return stage;
  }

  /** Refuses with DEMO_NEEDS_OWN_FOLDER, and lets go of, a log that the story has not begun. */
  private async assertOwn(): Promise<void> {
    const [genesis] = await this.book.log.readAll(0, 1);
    const { software } = (genesis?.data ?? {}) as { readonly software?: string };
    if (software === SOFTWARE) return;
    await this.close();
    throw new DomainError('DEMO_NEEDS_OWN_FOLDER');
  }

  /** Plays a scene at its own time; what was played before comes back as it was. */
  async play({ at, title, commands = [], fileThrough }: Scene): Promise<Told> {
    this.now = Date.parse(at);
    for (const [index, command] of commands.entries()) await this.book.execute(command, `demo-${at}-${String(index)}`);
    if (fileThrough !== undefined) await this.takeIn(fileThrough);
    const moment = await this.book.moment();
    return { title, position: moment.position, figures: await grantPosition(this.book.models.db, GRANT, moment) };
  }

  /** What suppliers sent is taken in as it came, and what leaves no doubt is linked to the costs. */
  async prove(): Promise<Told> {
    this.now = Date.parse(EVIDENCE_AT);
    const folder = mkdtempSync(join(tmpdir(), 'bidragsbok-demo-'));
    try {
      for (const [name, bytes] of await demoDocuments()) writeFileSync(join(folder, name), bytes);
      await this.book.execute(REQUIREMENTS, 'demo-requirements');
      await addEvidence(this.book, { path: folder, by: CLERK, id: 'demo-evidence' });
      await matchEvidence(this.book);
      await layInPay(this.book, mkdtempSync(join(folder, 'loner-')), CLERK);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const moment = await this.book.moment();
    const figures = await grantPosition(this.book.models.db, GRANT, moment);
    return { title: 'Underlagen läggs in, och det säkra kopplas', position: moment.position, figures };
  }

  /** What of the costs is proved before any evidence is laid in, and in the end. */
  async coverage(): Promise<{ readonly before: CoverageSums; readonly after: CoverageSums }> {
    const totals = async (asOf?: string) =>
      (await evidenceCoverage(this.book.models.db, { grant: GRANT }, await this.book.moment(asOf))).totals;
    return { before: await totals(BEFORE_EVIDENCE), after: await totals() };
  }

  private async takeIn(through: string): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'bidragsbok-demo-'));
    const file = join(folder, demoFileName(through, this.format));
    try {
      writeFileSync(file, await demoFile({ through, format: this.format, organisation: this.book.organisation }));
      const asked = { file, to: this.book, book: BOOK, id: `demo-${through}`, acceptChanges: through > '2026-12-31' };
      if (this.format === 'sie') await importSie(asked);
      else await importLedger({ ...asked, mapping: DEMO_MAPPING, saved: { mapping: DEMO_MAPPING_ID, revision: 0 } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** What the ledger says in the end, whatever files it was told by. */
  async figuresDigest(): Promise<string> {
    return await figuresDigest(this.book.models.db, await this.book.moment());
  }

  async answer(): Promise<object> {
    const { position, models } = { position: (await this.book.moment()).position, models: this.book.models };
    const figures = await grantPosition(models.db, GRANT, { position });
    if (figures === undefined) throw new Error('The story ends without its grant');
    const { awarded, allocated, unallocated, received, used, unused, ownFunding, repaid, pots } = figures;
    const amounts = { awarded, allocated, unallocated, received, used, unused, ownFunding, repaid };
    const { root } = await this.attestation();
    const evidence = await this.coverage();
    return {
      grant: GRANT,
      ...amounts,
      pots,
      evidence,
      events: position,
      position,
      digest: await models.digest(),
      root,
    };
  }

  /** What ties the story's end to its log. */
  async attestation(): Promise<Attestation> {
    return this.book.attestation((await this.book.moment()).position);
  }

  /** The files and reports of the story by name. */
  async reports(): Promise<ReadonlyMap<string, string | Buffer>> {
    const moment = await this.book.moment();
    const { db } = this.book.models;
    const [figures, tree] = [await grantPosition(db, GRANT, moment), await allocationTree(db, GRANT, moment)];
    if (figures === undefined || tree === undefined) throw new Error('The story ends without its grant');
    const attestation = await this.book.attestation(moment.position);
    const reports = new Map<string, string | Buffer>([
      ...(await demoFiles(this.book.organisation)),
      ...[...(await demoDocuments()), ...(await demoPay(this.book.organisation))].map(
        ([name, bytes]) => [`underlag/${name}`, Buffer.from(bytes)] as const,
      ),
      ['bidrag.txt', grantPositionText(figures)],
      ['fordelning.txt', allocationTreeText(tree)],
      [
        'underlag.txt',
        coverageText(await evidenceCoverage(db, { grant: GRANT }, moment), { written: null, names: new Map() }),
      ],
      ['aterrapport.txt', returnText(await returnAt(this.book, GRANT, moment), null)],
      ['iakttagelser.txt', await findingsText(this.book, await findings(db, moment, GRANT), moment)],
    ]);
    for (const code of ['gnv26-halsoval', 'gnv26-hsn', 'gnv26-landsbygd']) {
      reports.set(
        `huvudbok-${code}.txt`,
        await extractText(this.book, await extractOf(this.book, { projectCode: code }, moment)),
      );
      reports.set(
        `saldo-${code}.json`,
        JSON.stringify({ ...(await balance(db, code, moment)), ...attestation }, null, 2),
      );
    }
    return reports;
  }

  close(): Promise<void> {
    return this.book.close();
  }
}
