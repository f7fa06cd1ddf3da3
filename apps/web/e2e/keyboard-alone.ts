import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does by hand with a mouse, or what Playwright does in their place where no key was pressed. */
const BY_HAND = [
  ...['click', 'dblclick', 'tap', 'hover', 'dragTo', 'fill', 'clear', 'check', 'uncheck', 'setChecked'],
  ...['selectOption', 'setInputFiles', 'selectText', 'focus', 'press', 'pressSequentially', 'dispatchEvent'],
] as const;
const OF_MOUSE = ['move', 'down', 'up', 'click', 'dblclick', 'wheel'] as const;
const POINTER_EVENTS = [
  'pointerdown',
  'mousedown',
  'pointermove',
  'mousemove',
  'touchstart',
  'wheel',
] as const;
/** Of more stops a person would have given up. */
const STOPS_MOST = 80;

export interface Hands {
  /** One key after the other, with Shift or Control as `Shift+Tab`. */
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** The focus goes there by Tab, or by Shift and Tab; and there it must stay until the next key. */
  tabTo(target: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void>;
  /** What came to the page from anything but keys. */
  readonly pointed: readonly string[];
  /** From here on the mouse may be used again. */
  release(): void;
}

/** Keys are all there is: whatever else the test would do throws, and what reaches the page is noted. */
export async function keyboardAlone(page: Page): Promise<Hands> {
  const pointed: string[] = [];
  await page.exposeFunction('notePointer', (kind: string) => void pointed.push(kind));
  await page.addInitScript((kinds) => {
    for (const kind of kinds) {
      const note = () => void Reflect.get(window, 'notePointer')(kind);
      window.addEventListener(kind, note, { capture: true, passive: true });
    }
  }, POINTER_EVENTS);
  const locators: object = Object.getPrototypeOf(page.locator('html'));
  const undo = [
    forbidden(locators, BY_HAND, 'locator'),
    forbidden(page, BY_HAND, 'page'),
    forbidden(page.mouse, OF_MOUSE, 'mouse'),
  ];
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  return {
    press,
    type: (text) => page.keyboard.type(text),
    tabTo: async (target, key = 'Tab') => {
      const here = () => target.evaluate((element) => element === document.activeElement);
      for (let stops = 0; stops < STOPS_MOST && !(await here()); stops += 1) await press(key);
      await expect(target).toBeFocused();
    },
    pointed,
    release: () => {
      for (const one of undo) one();
    },
  };
}

function forbidden(owner: object, names: readonly string[], what: string): () => void {
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(owner, name)] as const);
  for (const name of names) {
    const value = () => {
      throw new Error(`${what}.${name}: only keys are used here`);
    };
    Object.defineProperty(owner, name, { configurable: true, value });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(owner, name, descriptor);
      else Reflect.deleteProperty(owner, name);
    }
  };
}
