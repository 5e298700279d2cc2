import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const infra = join(import.meta.dirname, '../../infra');

interface Service {
  readonly image: string;
  readonly build?: { readonly target: string };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly deploy?: { readonly replicas: number };
  readonly secrets?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
}
interface Composition {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const composition = parse(readFileSync(join(infra, 'compose.yaml'), 'utf8'), { merge: true }) as Composition;
const services = Object.entries(composition.services);
/** Those that go on; the others do their work and end. */
const lasting = services.filter(([, { restart }]) => restart === 'unless-stopped');
const namesWhere = (holds: (service: Service) => boolean) =>
  services.filter(([, service]) => holds(service)).map(([name]) => name);
const all = services.map(([name]) => name);

describe('infra/compose.yaml', () => {
  it('starts three stores, PostgreSQL, what keeps objects and who logs in, and two of each of ours', () => {
    const running = lasting.map(([name, { deploy }]) => [name, deploy?.replicas ?? 1]);
    expect(Object.fromEntries(running)).toEqual({
      ...{ store1: 1, store2: 1, store3: 1, postgres: 1, objects: 1, identity: 1 },
      ...{ api: 2, projector: 2 },
    });
    expect(all.filter((name) => !lasting.some(([one]) => one === name))).toEqual([
      'certificates',
      'store-set-up',
      'cli',
    ]);
  });

  it('lets nobody be root, nor write the root, nor win a right', () => {
    expect(namesWhere(({ user = '' }) => /^[1-9]\d*:\d+$/.test(user))).toEqual(all);
    expect(namesWhere((service) => service.read_only === true)).toEqual(all);
    expect(namesWhere(({ cap_drop }) => cap_drop?.join() === 'ALL')).toEqual(all);
    expect(namesWhere(({ security_opt }) => security_opt?.join() === 'no-new-privileges:true')).toEqual(all);
    expect(namesWhere(({ tmpfs = [] }) => tmpfs.some((mount) => mount.startsWith('/tmp:')))).toEqual(all);
  });

  it('asks everyone who goes on whether it is well', () => {
    const asked = lasting.filter(([, { healthcheck }]) => (healthcheck?.test?.length ?? 0) > 1).map(([name]) => name);
    expect(asked).toEqual(lasting.map(([name]) => name));
  });

  it('pins what others make by version and digest, and what is built here by version', () => {
    const pinned = /^[\w./-]+:\d[\w.-]+@sha256:[0-9a-f]{64}$/;
    const isPinned = ({ image, build }: Service) =>
      (build === undefined ? pinned : /^bidragsbok(?:-\w+)?:\d/).test(image);
    expect(namesWhere(isPinned)).toEqual(all);
    const { version } = JSON.parse(readFileSync(join(infra, '../package.json'), 'utf8')) as {
      readonly version: string;
    };
    expect(composition.services['api']?.image).toBe(`bidragsbok:${version}`);
  });

  it('gives each store the addresses of the two others, and a certificate and a volume of its own', () => {
    const nodes = ['store1', 'store2', 'store3'];
    for (const name of nodes) {
      const { environment = {}, volumes = [] } = composition.services[name] ?? {};
      const others = nodes.filter((node) => node !== name).map((node) => `${node}:2113`);
      expect(environment).toMatchObject({
        KURRENTDB_CLUSTER_SIZE: '3',
        KURRENTDB_GOSSIP_SEED: others.join(),
        KURRENTDB_NODE_HOST_ADVERTISE_AS: name,
        KURRENTDB_CERTIFICATE_FILE: `/certificates/${name}/node.crt`,
      });
      expect(Object.keys(environment).filter((key) => /INSECURE|DISABLE_TLS|_DEV|MEM_DB|FLUSH/.test(key))).toEqual([]);
      expect(volumes).toContain(`${name}:/store`);
    }
  });

  it('names no secret, volume, network or service that is not there, and leaves none unused', () => {
    const used = (of: (service: Service) => readonly string[]) =>
      [...new Set(services.flatMap(([, each]) => of(each)))].sort();
    const named = (where: Readonly<Record<string, unknown>>) => Object.keys(where).sort();
    expect(used(({ secrets = [] }) => secrets)).toEqual(named(composition.secrets));
    expect(used(({ networks = [] }) => networks)).toEqual(named(composition.networks));
    const mounted = used(({ volumes = [] }) => volumes.map((mount) => mount.split(':')[0] ?? ''));
    expect(mounted.filter((source) => !source.startsWith('.'))).toEqual(named(composition.volumes));
    expect(mounted.filter((source) => source.startsWith('.') && !existsSync(join(infra, source)))).toEqual([]);
    expect(used(({ depends_on = {} }) => Object.keys(depends_on)).filter((name) => !all.includes(name))).toEqual([]);
    const targets = new Set(services.flatMap(([, { build }]) => (build === undefined ? [] : [build.target])));
    expect([...targets].filter((target) => !stages.has(target))).toEqual([]);
  });

  it('holds no secret, and hands out those files alone that infra/make-secrets.mjs makes', () => {
    const values = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    const said = values.filter(([name, value]) => /PASSWORD|SECRET|TOKEN|KEY/.test(name) && !value.startsWith('/'));
    expect(said).toEqual([]);
    expect(readFileSync(join(infra, '../.gitignore'), 'utf8')).toContain('/infra/secrets/\n');
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    try {
      const make = () => execFileSync(process.execPath, [join(infra, 'make-secrets.mjs'), folder]);
      make();
      const made = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
      const wanted = Object.values(composition.secrets).map(({ file }) => file.replace('./secrets/', ''));
      expect(wanted.filter((name) => !made.has(name))).toEqual([]);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(made.get('store')).toContain(
        `bidragsbok:${made.get('store-password') ?? '?'}@store1:2113,store2:2113,store3:2113`,
      );
      make();
      expect(readFileSync(join(folder, 'store-password'), 'utf8')).toBe(made.get('store-password'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('lets this machine alone in', () => {
    const ports = services.flatMap(([, { ports: published = [] }]) => published);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});

const dockerfile = readFileSync(join(infra, 'Dockerfile'), 'utf8');
const bases = new Map([...dockerfile.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name = '', base = '']) => [name, base]));
/** Each stage with its base and its lines, in order. */
const stages = new Map(
  dockerfile
    .split(/^FROM /m)
    .slice(1)
    .map((text) => {
      const [, base = '', name = ''] = /^\$\{(\w+)\} AS (\S+)\n/.exec(text) ?? [];
      return [name, { base, text }];
    }),
);
const ours = stages.get('bidragsbok')?.text ?? '';

describe('infra/Dockerfile', () => {
  it('builds ours last, on Node 24, out of what was compiled and installed in stages of their own', () => {
    expect([...stages.keys()]).toEqual(['build', 'packages', 'store', 'certificates', 'identity', 'bidragsbok']);
    expect(['build', 'packages', 'bidragsbok'].map((name) => stages.get(name)?.base)).toEqual(['NODE', 'NODE', 'NODE']);
    expect(bases.get('NODE')).toMatch(/^node:24\.\d+\.\d+-/);
    expect(stages.get('packages')?.text).toContain('npm ci --omit=dev');
    expect(ours).toContain('COPY --from=packages /app/node_modules node_modules');
    expect(ours).toContain('COPY --from=build /app/dist dist');
    expect(ours).not.toMatch(/npm (?:ci|install|run)/);
  });

  it('pins every base, by digest but for the one that says so', () => {
    const pinned = [...bases].filter(([, base]) => /^[\w./-]+:[\w.-]*\d[\w.-]*@sha256:[0-9a-f]{64}$/.test(base));
    expect(pinned.map(([name]) => name)).toEqual(['NODE', 'STORE', 'IDENTITY']);
    expect(bases.get('CERTIFICATES')).toMatch(/:\d+\.\d+\.\d+$/);
    expect([...stages.values()].filter(({ base }) => !bases.has(base))).toEqual([]);
  });

  it('ends every stage that is started as a user with a number', () => {
    for (const name of ['store', 'certificates', 'identity', 'bidragsbok']) {
      const users = [...(stages.get(name)?.text ?? '').matchAll(/^USER (\S+)$/gm)].map(([, user]) => user);
      expect(users.at(-1)).toMatch(/^[1-9]\d*:\d+$/);
    }
    expect(ours).toMatch(/^HEALTHCHECK .*infra\/healthy\.mjs/m);
  });

  it('copies files that are there, and lets .dockerignore send no other', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, line = '']) =>
      line.split(' ').slice(0, -1),
    );
    expect(copied.filter((path) => !existsSync(join(infra, '..', path)))).toEqual([]);
    const sent = readFileSync(join(infra, '../.dockerignore'), 'utf8').split('\n');
    expect(sent).toContain('*');
    expect(sent).toContain('infra/secrets');
    const roots = new Set(copied.map((path) => path.split('/')[0] ?? ''));
    expect([...roots].filter((path) => !sent.includes(`!${path}`))).toEqual([]);
  });
});
