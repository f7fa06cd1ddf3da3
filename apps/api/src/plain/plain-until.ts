import { instantOf, wallClock, westernFigures } from '@rostrum/domain';
import { z } from 'zod';
import { InvalidRequest } from '../http/to-problem.ts';
import { html, type Markup } from './html.ts';
import { beside, type Failed, marked } from './plain-failed.ts';
import type { PlainWords } from './plain-words.ts';

const LAST_SECOND_MS = 59_000;

export const UntilForm = z.object({
  until: z.enum(['open', 'day']).optional(),
  until_day: z.string().max(40).optional(),
});

const Chosen = z.object({
  /** As a date field sends it, or as it is typed where there is none. */
  until_day: z
    .string()
    .default('')
    .transform((text) => westernFigures(text).trim())
    .pipe(z.iso.date()),
});

interface Stands {
  endsAt: Date | null;
  timeZone: string;
}

const dayOf = ({ endsAt, timeZone }: Stands): string =>
  endsAt === null ? '' : wallClock(endsAt, timeZone).slice(0, 10);

/**
 * The last second of the day that was chosen, on the session's clock. A form that does not ask for it, or whose day is
 * the one that it was drawn with, leaves it as it stands: it may have been chosen on another clock.
 * @throws InvalidRequest where the day is none
 */
export function readUntil({ until, until_day }: z.infer<typeof UntilForm>, stands: Stands): Date | null {
  if (until === undefined) return stands.endsAt;
  if (until === 'open') return null;
  const chosen = Chosen.safeParse({ until_day });
  if (!chosen.success) throw new InvalidRequest('body', chosen.error);
  const day = chosen.data.until_day;
  if (day === dayOf(stands)) return stands.endsAt;
  return new Date(instantOf(`${day}T23:59`, stands.timeZone).getTime() + LAST_SECOND_MS);
}

/** Asked of whoever has sent something: until then it stays open. */
export function untilFields(
  words: PlainWords,
  stands: Stands,
  { failed, typed, now }: { failed: Failed | null; typed: Failed['typed']; now: Date },
): Markup {
  const chosen = typed.until ?? (stands.endsAt === null ? 'open' : 'day');
  const choice = (value: 'open' | 'day') =>
    html`<label><input type="radio" name="until" value="${value}"${chosen === value ? html` checked` : null}> ${words.say(`plain.until.${value}`)}</label>\n`;
  const nextYear = `${now.getUTCFullYear() + 1}-03-31`;
  const midnight = '23:59';
  const end =
    stands.timeZone === 'Europe/Zurich'
      ? words.say('moment.geneva', { moment: midnight })
      : words.say('moment.zone', { moment: midnight, zone: stands.timeZone });
  return html`<fieldset><legend>${words.say('plain.until.title')}</legend>
${[choice('open'), choice('day')]}</fieldset>
<p><label for="until_day">${words.say('plain.until.last', { example: nextYear, end })}</label><br>${beside(failed, 'until_day')}<input id="until_day" name="until_day" type="date" value="${typed.until_day ?? dayOf(stands)}" autocomplete="off"${marked(failed, 'until_day')}></p>`;
}
