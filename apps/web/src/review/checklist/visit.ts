/**
 * A field that ends by a key or by being left, where the key moves the focus and so leaves it, too: one visit ends
 * once, and the first end is the one that counts.
 */
export function createVisit() {
  let over = false;
  return {
    begin: () => {
      over = false;
    },
    end: (act: () => void) => {
      if (over) return;
      over = true;
      act();
    },
  };
}
