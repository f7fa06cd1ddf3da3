import type { Routes } from '@rostrum/contract';
import type { Actor, Role } from '@rostrum/domain';
import type { Request, Response } from 'express';
import type { z } from 'zod';

export type RouteName = keyof Routes;

export type StaffActor = Extract<Actor, { kind: 'coordinator' | 'administrator' }>;
export type SpeakerActor = Extract<Actor, { kind: 'speaker' }>;
export type DelegateActor = Extract<Actor, { kind: 'delegate' }>;

interface ActorOfRole {
  none: null;
  speaker: SpeakerActor;
  delegate: DelegateActor;
  coordinator: StaffActor;
  administrator: StaffActor;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
/** A route that anybody may call tells nobody apart. */
type Access<K extends RouteName> = 'none' extends Routes[K]['access'][number]
  ? null
  : ActorOfRole[Extract<Routes[K]['access'][number], Role>];

export type Input<K extends RouteName> = {
  params: Routes[K] extends { params: infer P } ? Parsed<P> : undefined;
  query: Routes[K] extends { query: infer Q } ? Parsed<Q> : undefined;
  body: Routes[K] extends { body: infer B } ? Parsed<B> : undefined;
};

export interface Context<K extends RouteName = RouteName> {
  actor: Access<K>;
  requestId: string;
  request: Request;
  /** The answer is written by whoever registered the route; a handler may say how the connection ends. */
  response: Response;
  /** `Set-Cookie` values to go out with the answer. */
  setCookie(header: string): void;
}

type Output<K extends RouteName> = Routes[K] extends { response: infer R extends z.ZodType }
  ? z.output<R>
  : // biome-ignore lint/suspicious/noConfusingVoidType: what a handler without an answer returns.
    void;

export type JsonHandler<K extends RouteName> = (
  input: Input<K>,
  context: Context<K>,
) => Promise<Output<K>> | Output<K>;

/** Writes the answer itself. It has ended, or broken off, when the promise resolves. */
export type StreamHandler<K extends RouteName> = (
  input: Input<K>,
  context: Context<K>,
  response: Response,
) => Promise<void>;

export type Handler<K extends RouteName> = Routes[K] extends { stream: string }
  ? StreamHandler<K>
  : JsonHandler<K>;

/** Total: a route without its handler does not compile. */
export type Handlers = { readonly [K in RouteName]: Handler<K> };
export type HandlersOf<K extends RouteName> = { readonly [N in K]: Handler<N> };
