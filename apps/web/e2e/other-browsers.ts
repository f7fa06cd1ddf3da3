import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { freePort, LOOPBACK, waitFor } from '@rostrum/testkit/services';
import puppeteer, { type Page } from 'puppeteer-core';
import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver';

/** One page of a browser that Playwright does not drive as the system ships it. */
export interface OtherPage {
  open(address: string): Promise<void>;
  /** Runs in the page. */
  run<T>(source: string): Promise<T>;
  chooseFile(path: string): Promise<void>;
  /** What the page threw and nobody caught, where the browser tells. */
  readonly uncaught?: readonly string[];
  close(): Promise<void>;
}

const START_MS = 60_000;

/** Debian's Firefox ESR, by WebDriver BiDi, with its own camera and microphone that are none. */
export async function firefox(language: string): Promise<OtherPage> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    timeout: START_MS,
    // The window itself is that large: of what stands in for one, older releases do not know all.
    defaultViewport: null,
    args: ['--width=500', '--height=900'],
    extraPrefsFirefox: {
      'intl.accept_languages': language,
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
    },
  });
  const page: Page = await browser.newPage();
  return {
    open: async (address) => {
      await page.goto(address);
    },
    run: async (source) =>
      await page.evaluate(`(async () => { ${source} })()`).then((value) => value as never),
    chooseFile: async (path) => {
      const field = await page.waitForSelector('input[type=file]');
      if (!field) throw new Error('no file field');
      await (field as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
    },
    close: async () => await browser.close(),
  };
}

/** WebKitGTK's small browser, by its own WebDriver, on a screen that nobody sees. */
export async function webKit(): Promise<OtherPage> {
  const started: ChildProcess[] = [];
  const end = async () => {
    for (const child of started.toReversed()) {
      if (child.exitCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
  };
  try {
    const { screen, number } = await virtualScreen();
    started.push(screen);
    const port = await freePort();
    const driverProcess = spawn('WebKitWebDriver', [`--port=${port}`, `--host=${LOOPBACK}`], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: `:${number}` },
    });
    started.push(driverProcess);
    const server = `http://${LOOPBACK}:${port}`;
    await waitFor('WebKitWebDriver', async () => (await fetch(`${server}/status`)).ok, START_MS);
    const capabilities = new Capabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
    });
    const driver: WebDriver = await new Builder().usingServer(server).withCapabilities(capabilities).build();
    await driver.manage().setTimeouts({ script: START_MS, pageLoad: START_MS });
    return {
      open: async (address) => await driver.get(address),
      run: async (source) =>
        await driver.executeAsyncScript(
          `const done = arguments[0]; (async () => { ${source} })().then(done, (error) => done(String(error)));`,
        ),
      chooseFile: async (path) => await driver.findElement(By.css('input[type=file]')).sendKeys(path),
      close: async () => {
        await driver.quit();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Debian keeps it below its name for the machine's architecture. */
function miniBrowser(): string {
  const [found] = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser');
  if (!found) throw new Error('no MiniBrowser here: apt-get install webkit2gtk-driver');
  return found;
}

/** Xvfb chooses a free screen by itself and writes its number. */
async function virtualScreen(): Promise<{ screen: ChildProcess; number: string }> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const said = screen.stdio[3];
  if (!said) throw new Error('no pipe to Xvfb');
  const [number] = await once(said, 'data');
  return { screen, number: String(number).trim() };
}
