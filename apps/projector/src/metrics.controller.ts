import { Controller, Get, Header } from '@nestjs/common';

import { Projector } from '#work';

import { CONTENT_TYPE, Metrics } from './metrics.js';

/** What Prometheus asks for. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly projector: Projector,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  @Header('Content-Type', CONTENT_TYPE)
  async all(): Promise<string> {
    // A database that does not answer is told of by what else there is to tell.
    const lags = await this.projector.lagsMs().catch(() => new Map<string, number>());
    return this.metrics.text(this.projector.state, lags);
  }
}
