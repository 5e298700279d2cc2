import { fileURLToPath } from 'node:url';

import config from '../../jest.config.mjs';

// Suites that hurt the program for minutes: `npm run faults`, and fewer of each in CI.
export default {
  ...config,
  globalSetup: null,
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testRegex: '\\.faults\\.ts$',
  testTimeout: 1_200_000,
};
