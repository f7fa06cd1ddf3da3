import { plain } from '../plain.ts';
import type { Mission } from './missions-page.tsx';

export function findMissions(missions: readonly Mission[], text: string): Mission[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return missions.filter(({ name, stateCode }) => {
    const inside = plain(`${name} ${stateCode}`);
    return words.every((word) => inside.includes(word));
  });
}
