import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';

import { Injectable, type OnModuleDestroy } from '@nestjs/common';

import { Bidragsbok, type ImportReport } from '#intake';

import { ProblemElsewhere } from '../http/problem.filter.js';
import type { FileOrder, ImportAnswer } from './import-order.js';

/** Files are taken in by another thread, one after the other: each needs the memory of one. */
@Injectable()
export class FileImports implements OnModuleDestroy {
  private last: Promise<unknown> = Promise.resolve();
  private worker: Worker | undefined;

  constructor(private readonly book: Bidragsbok) {}

  /** The report of an import, by a saved mapping where one is named. Refuses with what importSie and importLedger do. */
  run(asked: FileOrder['asked'], mapping?: string): Promise<ImportReport> {
    const order = { data: dirname(this.book.dir), organisation: this.book.organisation, asked, mapping };
    const run = this.last.then(() => this.inWorker(order));
    this.last = run.catch(() => undefined);
    return run;
  }

  /** An import that is cut off is completed by the same file: nothing is half-written. */
  async onModuleDestroy(): Promise<void> {
    await this.worker?.terminate();
  }

  private async inWorker(order: FileOrder): Promise<ImportReport> {
    const worker = new Worker(new URL('../import.worker.js', import.meta.url), { workerData: order });
    this.worker = worker;
    try {
      const answer = await answerOf(worker);
      if ('problem' in answer) throw new ProblemElsewhere(answer.problem);
      return answer.report;
    } finally {
      this.worker = undefined;
    }
  }
}

function answerOf(worker: Worker): Promise<ImportAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: string) => {
      resolve(JSON.parse(answer) as ImportAnswer);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      reject(new Error('The import was cut off'));
    });
  });
}
