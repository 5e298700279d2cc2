import { fileURLToPath } from 'node:url';

import config from '../../jest.config.mjs';

// What concerns EventStoreDB takes minutes, and runs as well against a real node: `npm run test:eventstore`.
export default {
  ...config,
  globalSetup: null,
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testRegex: 'test/eventstore/.*\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/'],
};
