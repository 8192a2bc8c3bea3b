// WebKitGTK's browser under its own driver, on a display that nobody sees, and what the runner's commands need.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`Nothing answers at ${url}`);
}

/** The number of a display of its own: Xvfb chooses a free one and writes it to its third channel. */
async function openDisplay(program) {
  const display = spawn(program, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  process.on('exit', () => display.kill());
  const [number] = await once(display.stdio[3], 'data');
  return `:${String(number).trim()}`;
}

/** Starts the driver; it ends with this process. @returns its port */
export async function startWebKitDriver({ driver, display }) {
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: await openDisplay(display),
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    },
  });
  process.on('exit', () => child.kill());
  await answers(`http://127.0.0.1:${port}/status`);
  return port;
}

/** WebDriver's names of the keys that have no character: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keys = {
  Space: ' ',
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F2: '\uE032',
  Meta: '\uE03D',
};

const buttons = ['left', 'middle', 'right'];

/**
 * What the runner's commands ask of a page of Playwright, in WebDriver's actions: its commands for WebDriver are but a part of them.
 * @param {() => object} driver
 */
function pageOver(driver) {
  const type = (...actions) => driver().performActions([{ type: 'key', id: 'keyboard', actions }]);
  const value = (key) => keys[key] ?? key;
  const stroke = (key) => [
    { type: 'keyDown', value: value(key) },
    { type: 'keyUp', value: value(key) },
  ];
  let position = [0, 0];
  /** From where the mouse is: the driver forgets it between commands. */
  const point = (...actions) =>
    driver().performActions([
      {
        type: 'pointer',
        id: 'mouse',
        parameters: { pointerType: 'mouse' },
        actions: [{ type: 'pointerMove', duration: 0, x: position[0], y: position[1] }, ...actions],
      },
    ]);
  const press = (button = 'left') => ({ type: 'pointerDown', button: buttons.indexOf(button) });
  const release = (button = 'left') => ({ type: 'pointerUp', button: buttons.indexOf(button) });
  return {
    keyboard: {
      press: (chord) => {
        // As in "Control+a": held in turn, let go the other way round.
        const held = chord.split(/(?<=.)\+/);
        const last = held.pop();
        const downs = held.map((key) => ({ type: 'keyDown', value: value(key) }));
        const ups = held.toReversed().map((key) => ({ type: 'keyUp', value: value(key) }));
        return type(...downs, ...stroke(last), ...ups);
      },
      type: (text) => type(...[...text].flatMap(stroke)),
      down: (key) => type({ type: 'keyDown', value: value(key) }),
      up: (key) => type({ type: 'keyUp', value: value(key) }),
    },
    mouse: {
      move: (x, y) => {
        position = [x, y];
        return point();
      },
      click: (x, y, { button } = {}) => {
        position = [x, y];
        return point(press(button), release(button));
      },
      down: ({ button }) => point(press(button)),
      up: ({ button }) => point(release(button)),
    },
    setViewportSize: async ({ width, height }) => {
      const [besides, above] = await driver().execute('return [outerWidth - innerWidth, outerHeight - innerHeight]');
      await driver().setWindowRect(null, null, width + besides, height + above);
    },
  };
}

/** A launcher of @web/test-runner-webdriver, for the commands one of Playwright. */
export function withPage(launcher) {
  const page = pageOver(() => launcher.driver);
  return Object.assign(launcher, { type: 'playwright', getPage: () => page });
}
