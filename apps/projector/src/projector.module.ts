import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';

import { Projector } from '#work';

import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';

/** The doors of a worker that is running, for whoever watches it; it ends with them. */
@Module({ controllers: [HealthController, MetricsController] })
export class ProjectorModule implements OnApplicationShutdown {
  constructor(@Inject(Projector) private readonly projector: Projector) {}

  static over(projector: Projector, metrics: Metrics): DynamicModule {
    return {
      module: ProjectorModule,
      providers: [
        { provide: Projector, useValue: projector },
        { provide: Metrics, useValue: metrics },
      ],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.projector.stop();
  }
}
