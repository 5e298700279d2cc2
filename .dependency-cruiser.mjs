/**
 * Each arrow of docs/architecture.md is a rule here, and each rule has a probe in test/architecture/boundaries.spec.ts.
 * `comment` is what a reader sees when the check fails: what to do instead.
 */
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const SPEC = '\\.(spec|contract)\\.ts$';
const DOMAIN = '^libs/(grants|ledger)/';
const room = (...names) => `^libs/(?:${names.join('|')})/`;
const npm = (...names) => `^node_modules/(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})/`;
/** Where the programme files that ship with the product are read. */
const SHIPPED = '^libs/grants/src/programme/shipped[^/]*\\.ts$';
const CORE_FILES = '^(?:node:)?(?:fs|url)$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      'no-cycles',
      'Break the loop: move what both need into a file, or a room, below them.',
      {},
      { circular: true },
    ),
    rule(
      'libs-through-the-front-door',
      "Import '#<lib>', never a file inside another lib; export from its src/index.ts what others need.",
      { path: '^(?:apps|libs|test)/([^/]+)/' },
      { path: '^libs/([^/]+)/src/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    ),
    rule(
      'kernel-stands-alone',
      'The kernel is the bottom: below it are only the packages for decimals, schemas, time and check digits.',
      { path: room('kernel'), pathNot: SPEC },
      { pathNot: [room('kernel'), npm('decimal.js', 'zod', 'temporal-polyfill', 'organisationsnummer')] },
    ),
    rule(
      'domain-is-pure',
      'A decider knows the kernel and zod. What it needs from a file, a clock or a database comes inside the command.',
      { path: DOMAIN, pathNot: [SPEC, SHIPPED] },
      { pathNot: [DOMAIN, room('kernel'), npm('zod')] },
    ),
    rule(
      'shipped-programmes-read-only-files',
      'This one file reads the programmes beside it, and knows nothing else of the world.',
      { path: SHIPPED },
      { pathNot: [room('grants', 'kernel'), npm('zod'), CORE_FILES] },
    ),
    rule(
      'contexts-do-not-touch',
      'grants and ledger meet in intake (commands) and in read-models (figures), never directly.',
      { path: DOMAIN },
      { path: DOMAIN, pathNot: '^libs/$1/' },
    ),
    rule(
      'event-log-knows-no-domain',
      'The log stores any event and names none but its own: take the event types as input.',
      { path: room('event-log') },
      { path: '^libs/', pathNot: room('event-log', 'sqlite', 'kernel', 'spec-kit') },
    ),
    rule(
      'sqlite-knows-only-files',
      'sqlite opens files and runs transactions; tables and their meaning belong to the room that asks.',
      { path: room('sqlite') },
      { path: '^libs/', pathNot: room('sqlite', 'kernel', 'spec-kit') },
    ),
    rule(
      'only-sqlite-opens-files',
      "Use openDatabase and transact of '#sqlite': there the pragmas are asserted.",
      { pathNot: room('sqlite') },
      { path: ['^node_modules/(?:@photostructure/sqlite|better-sqlite3)/', '^(?:node:)?sqlite$'] },
    ),
    rule(
      'read-models-only-read',
      'A projection follows the log and a query reads its rows: commands and files come in through intake.',
      { path: room('read-models') },
      { path: '^libs/', pathNot: room('read-models', 'event-log', 'sqlite', 'grants', 'ledger', 'kernel', 'spec-kit') },
    ),
    rule(
      'adapters-only-translate',
      'sie turns foreign words into ours and knows the kernel alone; intake makes vouchers and events of them.',
      { path: room('sie') },
      { path: '^libs/', pathNot: room('sie', 'kernel', 'spec-kit') },
    ),
    rule(
      'doors-ask-intake-and-read-models',
      'A door hands a command to intake and a question to read-models; it touches neither log, file nor adapter itself.',
      { path: '^apps/', pathNot: SPEC },
      { path: room('event-log', 'sqlite', 'sie') },
    ),
    rule(
      'frameworks-live-in-apps',
      'Libs are plain TypeScript: Nest, class-validator and commander wire them in apps/.',
      { path: '^libs/' },
      {
        path: npm(
          '@nestjs',
          'class-validator',
          'class-transformer',
          'express',
          'rxjs',
          'reflect-metadata',
          'commander',
        ),
      },
    ),
    rule('libs-import-no-app', 'Move what both need into a lib.', { path: '^libs/' }, { path: '^apps/' }),
    rule(
      'apps-do-not-touch',
      'Each app is a door of its own; what two doors need is a lib.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'spec-kit-in-specs-only',
      'What helps a spec stays out of the product: move it to the room itself if the product needs it.',
      { pathNot: [SPEC, room('spec-kit'), '^test/'] },
      { path: [room('spec-kit'), SPEC] },
    ),
    rule(
      'no-dev-package-in-product',
      'The product runs after `npm ci --omit=dev`: move the package to dependencies, or the file to the specs.',
      { path: '^(?:apps|libs)/', pathNot: [SPEC, room('spec-kit')] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'no-dead-files',
      'Nothing imports this file and it imports nothing: use it or delete it.',
      { orphan: true, pathNot: [SPEC, '/main\\.ts$'] },
      {},
    ),
  ],
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
