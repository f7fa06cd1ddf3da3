const KEY = 'rostrum.exit';

/** Whether leaving in a hurry also ends this device's way in. Chosen by the speaker, and kept on the device. */
export function closesDevice(): boolean {
  try {
    return localStorage.getItem(KEY) === 'close';
  } catch {
    return false;
  }
}

export function setClosesDevice(closes: boolean): void {
  try {
    if (closes) localStorage.setItem(KEY, 'close');
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: the choice cannot be kept, and the box says so by staying as it was.
  }
}
