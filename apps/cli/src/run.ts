import { failed } from './failure.js';
import { program } from './program.js';

/** Carries out one call of the CLI. What went wrong is told, and stands in the process's exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  const asJson = argv.includes('--json');
  leaveWhenNobodyReads();
  try {
    await program(asJson).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    process.exitCode = failed(error, asJson);
  }
}

/** `bidragsbok … | head`: whoever read our answer has seen enough, which is no error of ours. */
function leaveWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
