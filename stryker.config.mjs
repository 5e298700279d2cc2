// Mutation testing of the one room that infra/mutation.mjs names, by the specs of that room alone (docs/mutation.md).
const room = process.env.ROOM ?? 'transparency';

export default {
  // The catalogue of refusals is sentences: a spec of the kernel reads them all, and docs/errors.md is held to them.
  mutate: [`libs/${room}/src/**/*.ts`, '!**/*.{spec,fixture,contract}.ts', '!libs/kernel/src/refusals/!(catalogue).ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    configFile: 'jest.config.mjs',
    config: { maxWorkers: 1, globalSetup: null, testRegex: `libs/${room}/src/.*\\.spec\\.ts$` },
  },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // A mutant is tried again only where it, or a spec that reaches it, has changed.
  incremental: true,
  incrementalFile: `.stryker/${room}.json`,
  tempDirName: '.stryker/sandbox',
  // No spec of a room reads these, so the sandbox does without them.
  ignorePatterns: ['dist', 'dist-*', '.bidragsbok*', '.stryker', 'apps', 'docs', 'infra', 'test'],
  plugins: ['@stryker-mutator/jest-runner'],
  reporters: ['clear-text', 'progress-append-only', 'html'],
  htmlReporter: { fileName: `.stryker/${room}.html` },
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: ['kernel', 'transparency'].includes(room) ? 85 : null },
};
