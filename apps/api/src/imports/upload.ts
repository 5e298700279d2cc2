import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import {
  BadRequestException,
  createParamDecorator,
  type ExecutionContext,
  HttpException,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request } from 'express';

import { type Actor, DomainError } from '#kernel';

import { callerOf } from '../http/asked.js';

/** A file on its way in: who sends it, what it is called, and the request that carries it. */
export interface Upload {
  readonly by: Actor;
  readonly fileName: string;
  readonly request: Request;
}

/** The upload that a request is, named by `X-File-Name` in percent-encoding. */
export const Uploaded = createParamDecorator((_: unknown, context: ExecutionContext): Upload => {
  const request = context.switchToHttp().getRequest<Request>();
  return { by: callerOf(request), fileName: decoded(request.get('x-file-name') ?? 'upload.se').slice(0, 255), request };
});

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const MOST_BYTES = 2 * 1024 ** 3;

/**
 * Works on the body of a request as a file, which is streamed to a folder that only this process's user may read and is
 * gone afterwards. Refuses with 415, 413 and DISK_FULL.
 */
export async function withUpload<Result>(
  { request }: Upload,
  work: (file: string) => Promise<Result>,
): Promise<Result> {
  if (request.is('application/octet-stream') === false) throw new UnsupportedMediaTypeException();
  if (Number(request.get('content-length') ?? 0) > MOST_BYTES) throw new PayloadTooLargeException();
  const dir = await mkdtemp(join(tmpdir(), 'bidragsbok-'));
  try {
    const file = join(dir, 'upload');
    await pipeline(request, limited(), createWriteStream(file));
    return await work(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new DomainError('DISK_FULL');
    // Whoever hung up half-way gets no answer, and it is no fault of ours.
    throw request.complete || error instanceof HttpException ? error : new BadRequestException();
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function limited(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) done(new PayloadTooLargeException());
      else done(null, chunk);
    },
  });
}
