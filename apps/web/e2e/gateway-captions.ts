import type { APIRequestContext } from '@playwright/test';

export interface CaptionCue {
  startMs: number;
  endMs: number;
  text: string;
}

/** What a programme's playlist leads to by its captions in one language: every cue once, by its time. */
export async function gatewayCaptions(
  request: APIRequestContext,
  playlist: URL,
  language: string,
): Promise<CaptionCue[]> {
  const read = async (address: URL) => {
    const answer = await request.get(address.href);
    if (!answer.ok()) throw new Error(`${address.pathname}: ${answer.status()}`);
    return await answer.text();
  };
  const track = (await read(playlist))
    .split('\n')
    .find(
      (line) => line.startsWith('#EXT-X-MEDIA:TYPE=SUBTITLES') && line.includes(`LANGUAGE="${language}"`),
    );
  const uri = /URI="([^"]+)"/.exec(track ?? '')?.[1];
  if (uri === undefined) throw new Error(`no captions in ${language}`);
  const list = new URL(uri, playlist);
  const cues = new Map<string, CaptionCue>();
  for (const segment of (await read(list))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))) {
    for (const block of (await read(new URL(segment, list))).split('\n\n')) {
      const [, from, to, text] = /^(\S+) --> (\S+)[^\n]*\n(.*)$/s.exec(block.trim()) ?? [];
      if (from === undefined || to === undefined || text === undefined) continue;
      cues.set(`${from} ${text}`, { startMs: msOf(from), endMs: msOf(to), text });
    }
  }
  return [...cues.values()].sort((a, b) => a.startMs - b.startMs);
}

const msOf = (time: string) =>
  Math.round(1000 * time.split(':').reduce((sum, part) => 60 * sum + Number(part), 0));
