import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Rooms whose answers follow from their input alone, so that a log replays to the same figures everywhere. */
const PURE = ['kernel', 'grants', 'ledger', 'read-models', 'sie'].map((room) => `libs/${room}/**/*.ts`);
const SPECS = ['**/*.spec.ts', '**/*.contract.ts', '**/*.fixture.ts', 'libs/spec-kit/**/*.ts', 'test/**/*.ts'];

// Each ban says what to do instead.
const USE_MONEY = 'A float loses öre: use Money.parse, or textToOre in a hot loop.';
const CONVERT_BY_NAME =
  'An amount is Money, or whole öre by textToOre; a count or a year is Number.parseInt(text, 10) after its pattern.';
const TAKE_TIME = 'Take the instant as input, or a clock in the constructor: the demo and the tests script it.';
const TAKE_IDS = 'Take ids and salts as input: the demo and the tests script them.';
const PARSE = 'Parse it with a zod schema, or narrow an `unknown`.';
const TAKE_SETTING = 'Take it as input: the environment, arguments and exit codes belong to the doors.';
const SAY_NOTHING = 'A room says nothing: return it, or refuse with DomainError. Doors and the bench speak.';
const HOLD_STATEMENT = 'Rows end early once their statement is collected: read them through rowsOf of #sqlite.';
const NEVER_WAIT = 'A pure room waits for nothing and calls nobody: let the caller do it, and take what came as input.';

const syntax = (message, ...selectors) => selectors.map((selector) => ({ selector, message }));
const globals = (message, ...names) => names.map((name) => ({ name, message }));
const call = (object, method) => `CallExpression[callee.object.name='${object}'][callee.property.name='${method}']`;

const everywhere = [
  ...syntax(USE_MONEY, "CallExpression[callee.name='parseFloat']", call('Number', 'parseFloat')),
  ...syntax(PARSE, 'TSAsExpression > TSAnyKeyword'),
];
const inRooms = [
  ...everywhere,
  ...syntax(TAKE_TIME, "NewExpression[callee.name='Date'][arguments.length=0]", call('Date', 'now')),
  ...syntax(TAKE_TIME, "MemberExpression[object.name='Temporal'][property.name='Now']"),
  ...syntax(TAKE_IDS, call('Math', 'random')),
  ...syntax(HOLD_STATEMENT, "CallExpression[callee.property.name='iterate']"),
];
const inPureRooms = [
  ...inRooms,
  ...syntax(CONVERT_BY_NAME, "CallExpression[callee.name='Number']", "UnaryExpression[operator='+']"),
];
const globalsOfDoors = [...globals(SAY_NOTHING, 'console'), ...globals(TAKE_SETTING, 'process')];

export default defineConfig(
  globalIgnores(['dist*/', 'coverage/', '.stryker/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'types',
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A `default` is an answer: evolve forgets what decide never asks for.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A Nest module is a class that only carries its decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    name: 'what a reader holds in mind at once',
    files: ['**/*.ts', '**/*.mjs'],
    rules: {
      // A switch that picks a function counts once: its length is that of the domain, not of a path through the code.
      complexity: ['error', { max: 8, variant: 'modified' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 250, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true }],
      'max-params': ['error', 3],
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    name: 'rooms',
    files: ['libs/**/*.ts'],
    // The one place where the machine's own clock may be read, for whoever is given none.
    ignores: [...SPECS, 'libs/*/src/clock.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...inRooms],
      'no-restricted-globals': ['error', ...globalsOfDoors],
    },
  },
  {
    name: 'pure rooms',
    files: PURE,
    ignores: SPECS,
    rules: {
      'no-restricted-syntax': ['error', ...inPureRooms],
      'no-restricted-globals': [
        'error',
        ...globalsOfDoors,
        ...globals(NEVER_WAIT, 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance'),
      ],
    },
  },
  {
    name: 'where text becomes whole öre, after its pattern',
    files: ['libs/kernel/src/money.ts'],
    rules: { 'no-restricted-syntax': ['error', ...inRooms] },
  },
  {
    name: 'a DTO is fields alone, and a class only for its decorators',
    files: ['apps/api/**/*.ts'],
    rules: {
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    name: 'a describe block is a list of cases, not a function',
    files: SPECS,
    rules: { 'max-lines-per-function': 'off' },
  },
);
