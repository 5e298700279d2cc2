import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { proofOf } from '#underlay';

import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';
import { EventPath } from './proofs.dto.js';

/** What the log's key says of it, for whoever is to hold it against the log later. */
interface CheckpointAnswer {
  readonly position: number;
  /** Every verifier key that the log names, the one that signs now last. */
  readonly keys: readonly string[];
}

interface ProofAnswer {
  readonly position: number;
  /** The position of the event. */
  readonly event: number;
  /** A C2SP tlog-proof, with the event in it. */
  readonly proof: string;
}

/** Checkpoints and proofs. Both refuse with INTEGRITY_HOLD and KEY_…. */
@ApiTags('Proofs')
@Controller()
export class ProofsController {
  constructor(private readonly book: Bidragsbok) {}

  @Question('checkpoint', 'checkpoint', 'The signed checkpoint of a moment, and the keys that sign.')
  async checkpoint(@Query() { asOf, perDate }: MomentQuery): Promise<CheckpointAnswer> {
    const { position } = await this.book.moment(asOf, perDate);
    await this.book.signer.checkpoint(position);
    return { position, keys: await this.book.verifierKeys() };
  }

  @Question('events/:event/proof', 'proof', 'The proof that an event lies in the log, as a file that needs no log.')
  async proof(@Param() { event }: EventPath, @Query() { asOf, perDate }: MomentQuery): Promise<ProofAnswer> {
    const { position } = await this.book.moment(asOf, perDate);
    const { position: of, proof } = await proofOf(this.book, event, position);
    return { position, event: of, proof };
  }
}
