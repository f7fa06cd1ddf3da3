/**
 * The zone of this device. Some report one that they do not know themselves (`Etc/Unknown`, where the system has none):
 * then times are shown in UTC, by that name.
 */
export function ownZone(told: string = Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: told }).format();
    return told || 'UTC';
  } catch {
    return 'UTC';
  }
}
