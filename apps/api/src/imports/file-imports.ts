import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';

import { Injectable, type OnModuleDestroy } from '@nestjs/common';

import { Bidragsbok, type ImportReport } from '#intake';

import { ProblemElsewhere } from '../http/problem.filter.js';
import type { FileOrder, ImportAnswer, ResultOf, Work } from './import-order.js';

/** Files are taken in by another thread, one after the other: each needs the memory of one. */
@Injectable()
export class FileImports implements OnModuleDestroy {
  private last: Promise<unknown> = Promise.resolve();
  private worker: Worker | undefined;

  constructor(private readonly book: Bidragsbok) {}

  /** The report of an import, by a saved mapping where one is named. Refuses with what importSie and importLedger do. */
  run(asked: Extract<Work, { does: 'import' }>['asked'], mapping?: string): Promise<ImportReport> {
    return this.have({ does: 'import', asked, mapping });
  }

  /** What comes of work that takes long, once what was asked for before it is done. Refuses with what the work does. */
  have<Asked extends Work>(work: Asked): Promise<ResultOf<Asked>> {
    const order = { data: dirname(this.book.dir), organisation: this.book.organisation, work };
    const run = this.last.then(() => this.inWorker<Asked>(order));
    this.last = run.catch(() => undefined);
    return run;
  }

  /** An import that is cut off is completed by the same file: nothing is half-written. */
  async onModuleDestroy(): Promise<void> {
    await this.worker?.terminate();
  }

  private async inWorker<Asked extends Work>(order: FileOrder): Promise<ResultOf<Asked>> {
    const worker = new Worker(new URL('../import.worker.js', import.meta.url), { workerData: order });
    this.worker = worker;
    try {
      const answer = await answerOf<Asked>(worker);
      if ('problem' in answer) throw new ProblemElsewhere(answer.problem);
      return answer.result;
    } finally {
      this.worker = undefined;
    }
  }
}

function answerOf<Asked extends Work>(worker: Worker): Promise<ImportAnswer<Asked>> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: string) => {
      resolve(JSON.parse(answer) as ImportAnswer<Asked>);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      reject(new Error('The import was cut off'));
    });
  });
}
