import { plain } from '../plain.ts';
import type { Mission } from './missions-page.tsx';

export function findMissions(
  missions: readonly Mission[],
  text: string,
  nameOf: (mission: Mission) => string,
): Mission[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return missions.filter((mission) => {
    const { name, stateCode } = mission;
    const inside = plain(`${name} ${nameOf(mission)} ${stateCode}`);
    return words.every((word) => inside.includes(word));
  });
}
