import type { Routes } from '@rostrum/contract';
import type { z } from 'zod';

type Shape<T> = T extends z.ZodType ? z.input<T> : never;
type Answer<T> = T extends { response: infer R extends z.ZodType } ? z.output<R> : undefined;

export type RouteName = keyof Routes;
export type Input<K extends RouteName> = (Routes[K] extends { params: infer P }
  ? { params: Shape<P> }
  : object) &
  (Routes[K] extends { query: infer Q }
    ? object extends Shape<Q>
      ? { query?: Shape<Q> }
      : { query: Shape<Q> }
    : object) &
  (Routes[K] extends { body: infer B } ? { body: Shape<B> } : object);
export type Output<K extends RouteName> = Answer<Routes[K]>;
type Arguments<K extends RouteName> = keyof Input<K> extends never ? [input?: undefined] : [input: Input<K>];

/** A failure as the API said it (RFC 9457), or `offline` when it could not be reached. */
export class ApiProblem extends Error {
  // Declared, not defined: an old browser's page need not carry what defines fields.
  declare readonly code: string;
  declare readonly status: number;
  declare readonly title: string;
  declare readonly figures: Readonly<Record<string, number>>;
  declare readonly requestId: string | undefined;

  constructor(problem: {
    code: string;
    status: number;
    title: string;
    figures?: Record<string, number>;
    requestId?: string | undefined;
    cause?: unknown;
  }) {
    super(problem.code, { cause: problem.cause });
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.figures = problem.figures ?? {};
    this.requestId = problem.requestId;
  }
}

export interface ClientOptions {
  /** Origin without a trailing slash; empty in a page of the same origin. */
  origin?: string;
  fetch?: typeof fetch;
  headers?: () => Record<string, string>;
}

export type Client = <K extends RouteName>(
  name: K,
  ...rest: [...Arguments<K>, init?: { signal?: AbortSignal }]
) => Promise<Output<K>>;

/** The key is method and path, so that no schema has to travel into the page. */
export function createClient(options: ClientOptions = {}): Client {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  return async (name, ...rest) => {
    const input = (rest[0] ?? {}) as {
      params?: Record<string, string>;
      query?: Record<string, unknown>;
      body?: unknown;
    };
    const init = rest[1] as { signal?: AbortSignal } | undefined;
    const [method = 'GET', template = '/'] = name.split(' ');
    const path = template.replace(/\{(\w+)\}/g, (_, key: string) =>
      encodeURIComponent(input.params?.[key] ?? ''),
    );
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(input.query ?? {})) {
      if (value !== undefined && value !== null) query.set(key, String(value));
    }
    // `size` is younger than the oldest browser that is served.
    const search = query.toString();
    const address = `${options.origin ?? ''}${path}${search === '' ? '' : `?${search}`}`;
    let response: Response;
    try {
      response = await send(address, {
        method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          // The API takes a changing request only with this header: another site's form cannot send it.
          'x-rostrum': '1',
          ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers?.(),
        },
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
        ...(init?.signal ? { signal: init.signal } : {}),
      });
    } catch (cause) {
      if (init?.signal?.aborted) throw cause;
      throw offline(cause);
    }
    if (!response.ok) throw await problemOf(response);
    if (response.status === 204) return undefined as Output<typeof name>;
    return (await response.json()) as Output<typeof name>;
  };
}

export type FormRouteName = {
  [K in RouteName]: Routes[K] extends { form: z.ZodObject } ? K : never;
}[RouteName];
type FormOf<K extends RouteName> = Routes[K] extends { form: infer F } ? Shape<F> : never;

/**
 * A route that takes a multipart form: the file as the person chose it, whatever its encoding. Apart from the
 * client, so that a page without such a form does not carry it.
 */
export async function sendForm<K extends FormRouteName>(
  name: K,
  input: { params: Record<string, string>; form: FormOf<K> },
  {
    origin = '',
    headers,
    fetch: send = globalThis.fetch,
    signal,
  }: ClientOptions & { signal?: AbortSignal } = {},
): Promise<Output<K>> {
  const [method = 'POST', template = '/'] = name.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(input.params[key] ?? ''),
  );
  const body = new FormData();
  // Text first: what reads the form knows it before the file arrives.
  const fields = Object.entries(input.form as Record<string, string | Blob>);
  for (const [key, value] of fields) if (typeof value === 'string') body.set(key, value);
  for (const [key, value] of fields) if (typeof value !== 'string') body.set(key, value);
  let response: Response;
  try {
    response = await send(`${origin}${path}`, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'x-rostrum': '1', ...headers?.() },
      body,
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw offline(cause);
  }
  if (!response.ok) throw await problemOf(response);
  // 204: there is nothing to read.
  return (response.status === 204 ? undefined : await response.json()) as Output<K>;
}

function offline(cause: unknown): ApiProblem {
  return new ApiProblem({
    code: 'offline',
    status: 0,
    title: 'We cannot be reached at the moment. Please check your connection; nothing is lost.',
    cause,
  });
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text().catch(() => '');
  let said: { code?: unknown; title?: unknown; detail?: unknown; figures?: unknown; requestId?: unknown } =
    {};
  try {
    said = JSON.parse(text);
  } catch {
    // A proxy's own page: the status is all there is to tell.
  }
  return new ApiProblem({
    code: typeof said.code === 'string' ? said.code : `http_${response.status}`,
    status: response.status,
    title:
      typeof said.detail === 'string'
        ? said.detail
        : typeof said.title === 'string'
          ? said.title
          : 'Something on the way refused this. Please try again in a minute.',
    figures: (said.figures ?? {}) as Record<string, number>,
    requestId: typeof said.requestId === 'string' ? said.requestId : undefined,
  });
}
