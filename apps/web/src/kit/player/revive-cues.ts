/**
 * hls.js disables every language but the one on show, and Chromium forgets the place of a disabled track's captions
 * for good: chosen again, it would stay empty. Taken out and put back they are shown.
 * @returns ends it
 */
export function reviveCues({ textTracks }: HTMLVideoElement): () => void {
  const disabled = new WeakSet<TextTrack>();
  const look = () => {
    for (const track of textTracks) {
      if (track.mode === 'disabled') disabled.add(track);
      else if (disabled.delete(track)) putBack(track);
    }
  };
  textTracks.addEventListener('change', look);
  return () => textTracks.removeEventListener('change', look);
}

function putBack(track: TextTrack): void {
  for (const cue of [...(track.cues ?? [])]) {
    track.removeCue(cue);
    track.addCue(cue);
  }
}
