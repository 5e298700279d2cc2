import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';

import { Projector, type Stopped, type Why } from '#work';

/** One organisation's work that stands still, or a log that cannot be signed, and why. */
interface Standstill {
  /** `*` where nothing is filed for anybody. */
  readonly organisation: string;
  readonly why: Why;
  /** The event that rows do not get past, and where it stands; null where it is something else. */
  readonly event?: Stopped['poison'];
  readonly since?: string;
}

/** How the worker stands. What stands still for one organisation is no fault of the worker's: it stays ready. */
interface Health {
  /** `hold`: the event store is not what it was, and nothing is filed. */
  readonly status: 'ok' | 'standstill' | 'hold' | 'unavailable';
  readonly worker: string;
  readonly notary: boolean;
  readonly organisations: number;
  readonly standstills: readonly Standstill[];
  readonly unsigned: readonly Standstill[];
}

/** Whether the worker lives, can do its work, and where that stands still. */
@Controller('health')
export class HealthController {
  constructor(private readonly projector: Projector) {}

  @Get()
  health(): Health {
    const { worker, isReady, notary, rows } = this.projector.state;
    const standstills = [
      ...(notary?.stopped == null ? [] : [standstill('*', notary.stopped)]),
      ...of(notary?.stoppedLogs ?? new Map()),
      ...rows.flatMap(({ organisation, stopped }) => (stopped === null ? [] : [standstill(organisation, stopped)])),
    ];
    return {
      status: isReady ? statusOf(standstills) : 'unavailable',
      ...{ worker, notary: notary !== null, organisations: rows.length },
      ...{ standstills, unsigned: of(notary?.unsigned ?? new Map()) },
    };
  }

  /** A process that answers at all. */
  @Get('live')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 while its database does not answer, and from when it is told to end. */
  @Get('ready')
  ready(): { readonly status: 'ok' } {
    if (!this.projector.state.isReady) throw new ServiceUnavailableException({ status: 'unavailable' });
    return { status: 'ok' };
  }
}

function statusOf(standstills: readonly Standstill[]): Health['status'] {
  if (standstills.some(({ why }) => why.code === 'NOTARY_HOLDS')) return 'hold';
  return standstills.length > 0 ? 'standstill' : 'ok';
}

const of = (whys: ReadonlyMap<string, Why>): readonly Standstill[] =>
  [...whys].map(([organisation, why]) => ({ organisation, why }));

const standstill = (organisation: string, { why, poison, since }: Stopped): Standstill => ({
  ...{ organisation, why, event: poison, since: new Date(since).toISOString() },
});
