import { setTimeout as delay } from 'node:timers/promises';
import { benchClip } from './clips.ts';
import type { Lab } from './lab.ts';
import type { Invited } from './speakers-session.ts';
import { untilTake } from './until-take.ts';

/** As long as a statement may be, in seconds. */
export const LONGEST_STATEMENT = 420;
const QUICK_SECONDS = 12;

export interface LongTake extends Invited {
  takeId: string;
}

const sent = new WeakMap<Lab, Invited>();

export function longClip(lab: Lab): Promise<string> {
  const seconds = lab.quick ? QUICK_SECONDS : LONGEST_STATEMENT;
  return benchClip({ scene: 'tripod', seconds, codec: 'h264' }, lab.signal);
}

/** For what comes later: its preparing costs minutes. */
export function keepLongTake(lab: Lab, invited: Invited): void {
  sent.set(lab, invited);
}

/** A whole statement, prepared: the one that was kept, or a new one. */
export async function readyLongTake(lab: Lab): Promise<LongTake> {
  const running = await lab.running();
  let invited = sent.get(lab);
  if (invited === undefined) {
    invited = await running.session.invite();
    await running.session.send(invited, await longClip(lab));
  }
  lab.say('The long take is being prepared…');
  const takeId = await untilTake(running, invited.statementId, ['ready']);
  // What follows the last step (leftovers erased, pages told) is over.
  await delay(1000);
  return { ...invited, takeId };
}
