import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';

/** A page of another site must not write through the browser of someone who has the door open (403). */
@Injectable()
export class SameSiteGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const site = request.get('sec-fetch-site');
    return request.method === 'GET' || site === undefined || site === 'same-origin' || site === 'none';
  }
}
