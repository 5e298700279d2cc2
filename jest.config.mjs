import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;

export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/whole-run.mjs',
  maxWorkers: 2,
  // A machine that does other work too is no fault of a test: what takes its time is the bench's to say.
  testTimeout: 60_000,
  testRegex: '\\.spec\\.ts$',
  // A run of its own: test/eventstore/jest.config.mjs.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/eventstore/'],
  moduleFileExtensions: ['ts', 'js', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.stryker'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { ...swc, swcrc: false, module: { type: 'es6' } }] },
  // `#kernel` resolves through "imports" in package.json; the condition `source` picks the TypeScript, not dist/.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  // A relative import names the file that will run (`./money.js`); a test runs its source (`./money.ts`).
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
