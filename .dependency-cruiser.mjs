/**
 * Each arrow of docs/architecture.md is a rule here, and each rule has a probe in test/architecture/boundaries.spec.ts.
 * `comment` is what a reader sees when the check fails: what to do instead.
 */
const SPEC = '\\.(spec|contract|fixture)\\.ts$';
const DOMAIN = '^libs/(grants|ledger|evidence)/';
const room = (...names) => `^libs/(?:${names.join('|')})/`;
const npm = (...names) => `^node_modules/(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})/`;
/** Where the programme files that ship with the product are read. */
const SHIPPED = '^libs/grants/src/programme/shipped[^/]*\\.ts$';
/** Bytes in memory, which touch nothing of the world. */
const BYTES = '^(?:node:)?buffer$';
const CRYPTO = '^(?:node:)?crypto$';
const CORE_FILES = '^(?:node:)?(?:fs|url)$';

const rules = [
  {
    name: 'no-cycles',
    comment: 'Break the loop: move what both need into a file, or a room, below them.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'libs-through-the-front-door',
    comment: "Import '#<lib>', never a file inside another lib; export from its src/index.ts what others need.",
    from: { path: '^(?:apps|libs|test)/([^/]+)/' },
    // What every implementation must do is also run where more is at hand than beside the code.
    to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/(?:index|[^/]+\\.contract)\\.ts$'] },
  },
  {
    name: 'kernel-stands-alone',
    comment:
      'The kernel is the bottom: below it are only bytes, and the packages for decimals, schemas, time and check digits.',
    from: { path: room('kernel'), pathNot: SPEC },
    to: { pathNot: [room('kernel'), npm('decimal.js', 'zod', 'temporal-polyfill', 'organisationsnummer'), BYTES] },
  },
  {
    name: 'domain-is-pure',
    comment:
      'A decider knows the kernel and zod. What it needs from a file, a clock or a database comes inside the command.',
    from: { path: DOMAIN, pathNot: [SPEC, SHIPPED] },
    to: { pathNot: [DOMAIN, room('kernel'), npm('zod')] },
  },
  {
    name: 'shipped-programmes-read-only-files',
    comment: 'This one file reads the programmes beside it, and knows nothing else of the world.',
    from: { path: SHIPPED },
    to: { pathNot: [room('grants', 'kernel'), npm('zod'), CORE_FILES] },
  },
  {
    name: 'contexts-do-not-touch',
    comment: 'grants, ledger and evidence meet in intake (commands) and in read-models (figures), never directly.',
    from: { path: DOMAIN },
    to: { path: DOMAIN, pathNot: '^libs/$1/' },
  },
  {
    name: 'transparency-proves-bytes',
    comment: 'The tree, notes and proofs are made of bytes that come in: what reads a log or a file hands them over.',
    from: { path: room('transparency'), pathNot: SPEC },
    to: { pathNot: [room('transparency', 'kernel'), CRYPTO] },
  },
  {
    name: 'event-log-knows-no-domain',
    comment: 'The log stores any event and names none but its own: take the event types as input.',
    from: { path: room('event-log') },
    to: { path: '^libs/', pathNot: room('event-log', 'sqlite', 'postgres', 'transparency', 'kernel', 'spec-kit') },
  },
  {
    name: 'sqlite-knows-only-files',
    comment: 'sqlite opens files and runs transactions; tables and their meaning belong to the room that asks.',
    from: { path: room('sqlite') },
    to: { path: '^libs/', pathNot: room('sqlite', 'kernel', 'spec-kit') },
  },
  {
    name: 'only-sqlite-opens-files',
    comment: "Use openDatabase and transact of '#sqlite': there the pragmas are asserted.",
    // A test of faults comes at the files from outside, as sabotage would.
    from: { pathNot: [room('sqlite'), '^test/faults/'] },
    to: { path: ['^node_modules/(?:@photostructure/sqlite|better-sqlite3)/', '^(?:node:)?sqlite$'] },
  },
  {
    name: 'only-event-log-speaks-to-the-event-store',
    comment: "Use EventStore of '#event-log': the client's faults, retries and bytes are dealt with there.",
    // The tests' own node serves the client's messages, and comes at the store as others would.
    from: { pathNot: ['^libs/event-log/src/eventstore/', '^test/eventstore/'] },
    to: { path: npm('@eventstore', '@grpc', 'google-protobuf') },
  },
  {
    name: 'vault-keeps-bytes',
    comment:
      'The vault keeps bytes and the keys to them; what a document means belongs to evidence, and intake ties the two.',
    from: { path: room('vault') },
    to: { path: '^libs/', pathNot: room('vault', 'sqlite', 'kernel', 'spec-kit') },
  },
  {
    name: 'only-the-vault-speaks-to-object-stores',
    comment: "Use blobsFor of '#vault': the client's parts, faults and retries are dealt with there.",
    from: { pathNot: '^libs/vault/src/object-store/' },
    to: { path: npm('@aws-sdk', '@smithy') },
  },
  {
    name: 'postgres-knows-only-connections',
    comment: 'postgres connects and runs transactions; tables and their meaning belong to the room that asks.',
    from: { path: room('postgres') },
    to: { path: '^libs/', pathNot: room('postgres', 'kernel', 'spec-kit') },
  },
  {
    name: 'only-postgres-speaks-to-postgres',
    comment: "Use Postgres of '#postgres': errors, whole numbers and transactions are dealt with there.",
    from: { pathNot: room('postgres') },
    to: { path: npm('pg', 'pg-[a-z-]+') },
  },
  {
    name: 'read-models-only-read',
    comment: 'A projection follows the log and a query reads its rows: commands and files come in through intake.',
    from: { path: room('read-models') },
    to: {
      path: '^libs/',
      pathNot: room(
        'read-models',
        'event-log',
        'sqlite',
        'postgres',
        'grants',
        'ledger',
        'evidence',
        'kernel',
        'spec-kit',
      ),
    },
  },
  {
    name: 'work-follows-logs',
    comment:
      'A worker follows logs into rows and signs them, or makes files one grant at a time: what it is to know of commands and ' +
      'settings a door gives it.',
    from: { path: room('work') },
    to: {
      path: '^libs/',
      pathNot: room('work', 'event-log', 'read-models', 'sqlite', 'postgres', 'kernel', 'spec-kit'),
    },
  },
  {
    name: 'adapters-only-translate',
    comment:
      'An adapter turns foreign words into ours and knows the kernel alone; intake makes vouchers and events of them.',
    from: { path: '^libs/(sie|tabular|paxml|peppol|pdf)/' },
    to: { path: '^libs/', pathNot: ['^libs/$1/', room('kernel', 'xml', 'spec-kit')] },
  },
  {
    name: 'xml-reads-elements',
    comment: 'The room of XML turns bytes into elements; what they mean belongs to the adapter that asks.',
    from: { path: room('xml') },
    to: { path: '^libs/', pathNot: room('xml', 'kernel', 'spec-kit') },
  },
  {
    name: 'underlay-hands-out',
    comment:
      'What is handed out is made of the log, its figures and the file formats; a door opens the book and gives it.',
    from: { path: room('underlay'), pathNot: SPEC },
    to: {
      path: '^libs/',
      pathNot: room(
        ...[
          'underlay',
          'work',
          'read-models',
          'event-log',
          'transparency',
          'ledger',
          'kernel',
          'sie',
          'tabular',
          'sqlite',
        ],
      ),
    },
  },
  {
    name: 'doors-ask-intake-and-read-models',
    comment:
      'A door hands a command to intake and a question to read-models; it touches neither log, file nor adapter itself.',
    // The demo plays the accounting system, and writes what one exports.
    from: { path: '^apps/', pathNot: [SPEC, '^apps/cli/src/demo/'] },
    to: { path: room('event-log', 'sqlite', 'postgres', 'sie', 'tabular', 'paxml', 'peppol', 'pdf', 'xml') },
  },
  {
    name: 'frameworks-live-in-apps',
    comment: 'Libs are plain TypeScript: Nest, class-validator and commander wire them in apps/.',
    from: { path: '^libs/' },
    to: {
      path: npm('@nestjs', 'class-validator', 'class-transformer', 'express', 'rxjs', 'reflect-metadata', 'commander'),
    },
  },
  {
    name: 'libs-import-no-app',
    comment: 'Move what both need into a lib.',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  {
    name: 'apps-do-not-touch',
    comment: 'Each app is a door of its own; what two doors need is a lib.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'spec-kit-in-specs-only',
    comment: 'What helps a spec stays out of the product: move it to the room itself if the product needs it.',
    from: { pathNot: [SPEC, room('spec-kit'), '^test/'] },
    to: { path: [room('spec-kit'), SPEC] },
  },
  {
    name: 'no-dev-package-in-product',
    comment: 'The product runs after `npm ci --omit=dev`: move the package to dependencies, or the file to the specs.',
    from: { path: '^(?:apps|libs)/', pathNot: [SPEC, room('spec-kit')] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-dead-files',
    comment: 'Nothing imports this file and it imports nothing: use it or delete it.',
    from: { orphan: true, pathNot: [SPEC, '/main\\.ts$'] },
    to: {},
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true, // An import of types alone is a dependency too.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
    },
  },
};
