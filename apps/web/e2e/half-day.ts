import { type Browser, expect, type Page } from '@playwright/test';
import { type Client, createClient } from '@rostrum/client';
import { z } from 'zod';
import { startServer } from './started-server.ts';

const Told = z.object({
  origin: z.url(),
  cookie: z.string(),
  sessionId: z.string(),
  missionId: z.string(),
  firstId: z.string(),
  secondId: z.string(),
  aheadMs: z.number(),
  cycleMs: z.number(),
});

/** `half-day-server.ts`, and its clock. */
export interface HalfDay extends z.infer<typeof Told> {
  chair: Client;
  /** How far the server's clock goes before this machine's. */
  aheadMs: number;
  serverMs(): number;
  /** The clock is so much later, and the server answers by it. */
  putAhead(ms: number): Promise<void>;
  /** @returns when it begins, by the server's clock */
  plan(reviewId: string, inMs: number): Promise<number>;
  /** On a machine of their own, in the session. */
  delegate(browser: Browser, prepare?: () => void): Promise<Page>;
  end(): Promise<void>;
}

export async function startHalfDay(): Promise<HalfDay> {
  const server = await startServer('half-day-server.ts');
  const told = Told.parse(server.told);
  const { origin, cookie, missionId, sessionId } = told;
  const chair = createClient({ origin, headers: () => ({ cookie }) });
  const serverMs = () => Date.now() + day.aheadMs;
  const day: HalfDay = {
    ...told,
    chair,
    serverMs,
    async putAhead(ms) {
      const before = serverMs();
      server.say(String(ms));
      day.aheadMs += ms;
      await expect
        .poll(async () => Date.parse((await chair('GET /api/v1/time')).serverNow))
        .toBeGreaterThanOrEqual(before + ms);
    },
    async plan(id, inMs) {
      const startsAt = new Date(serverMs() + inMs).toISOString();
      const { screening } = await chair('GET /api/v1/reviews/{id}/screening', { params: { id } });
      await chair('PUT /api/v1/reviews/{id}/screening', {
        params: { id },
        body: { startsAt, timeZone: 'Europe/Zurich', version: screening?.version ?? null },
      });
      return Date.parse(startsAt);
    },
    async delegate(browser, prepare) {
      const params = { id: missionId };
      const { link } = await chair('POST /api/v1/missions/{id}/link', { params, body: { sessionId } });
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
      if (prepare) await context.addInitScript(prepare);
      const page = await context.newPage();
      await page.goto(link);
      await page.getByRole('link', { name: 'Test State' }).first().click();
      return page;
    },
    end: () => server.end(),
  };
  return day;
}
