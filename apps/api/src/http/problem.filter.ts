import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Response } from 'express';

import { DomainError } from '#kernel';

import { type Problem, problemOfRefusal, problemOfStatus } from './problem.js';

/** A problem that another thread ran into, ready to be answered. */
export class ProblemElsewhere extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The one place where an error becomes an answer: refusals by their kind, bugs without a word of their inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Bidragsbok');

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.answerTo(error);
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) response.destroy();
    else response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private answerTo(error: unknown): Problem {
    if (error instanceof DomainError) return problemOfRefusal(error);
    if (error instanceof ProblemElsewhere) return error.problem;
    if (error instanceof HttpException) return problemOfStatus(error.getStatus());
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return problemOfStatus(500);
  }
}
