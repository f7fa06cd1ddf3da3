import { createClient, type Output } from '@rostrum/client';
import { placeHeaders } from './place.ts';

export const api = createClient({ headers: placeHeaders });

export type Statement = Output<'GET /api/v1/speaker/statement'>;
export type Take = Statement['takes'][number];
export type Cut = Take['cuts'][number];
export type Reason = NonNullable<Take['reason']>;
export type Audience = Statement['consent']['audience'];
export const audiences = ['missions', 'session', 'public'] as const satisfies readonly Audience[];
