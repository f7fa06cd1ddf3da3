import type { SpeakerWords } from './speaker-words.ts';

/** An instant where the session is, its zone named, and in UTC. */
export function momentsSaid<K extends string>(words: SpeakerWords<K>, at: Date, timeZone: string): string[] {
  const own = words.moment(at, timeZone);
  const here =
    timeZone === 'Europe/Zurich'
      ? words.say('moment.geneva', { moment: own })
      : words.say('moment.zone', { moment: own, zone: timeZone });
  const utc = words.say('moment.zone', { moment: words.moment(at, 'UTC'), zone: 'UTC' });
  return timeZone === 'UTC' ? [utc] : [here, utc];
}
