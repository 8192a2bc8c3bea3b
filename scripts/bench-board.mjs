// The suite `board` of `npm run bench`: our board and others with the same cards, each in a tab of its own, all in one browser. A real
// mouse drags a card over all columns. The tabs take turns, so that what else happens on the machine meets all of them alike.
import { setTimeout as sleep } from 'node:timers/promises';

const moves = 60;
/** Mounts of a board in one round, of which the quickest counts: whatever else the machine does can only make one longer. */
const mountsInTurn = 3;
/** As long as anybody would wait, in ms: what takes longer is stopped, and said to be so. */
const patience = 30_000;
const megabyte = 2 ** 20;

const viewport = { width: 1440, height: 760 };
const thousands = (count) => count.toLocaleString('en');

/** The contenders of a run. `rounds` is for those that take long. */
function entrantsOf({ quick, only }) {
  const sizes = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000];
  const peers = quick ? [1_000] : [1_000, 5_000];
  const all = [
    ...sizes.map((cards) => ({ kind: 'memory', board: 'ours, memory', cards, ours: true })),
    ...sizes.map((cards) => ({ kind: 'dexie', board: 'ours, Dexie', cards, ours: true })),
    ...peers.map((cards) => ({ kind: 'hello-pangea', board: 'hello-pangea/dnd', cards, rounds: 3 })),
    ...peers.map((cards) => ({ kind: 'dnd-kit', board: 'dnd-kit', cards, rounds: cards > 1_000 ? 1 : 2 })),
  ];
  return [{ kind: 'empty', board: 'empty page', cards: 0 }, ...all.filter(({ board }) => !only || board.includes(only))];
}

function quantile(values, q) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}
const median = (values) => quantile(values, 0.5);

const within = (promise, what) =>
  Promise.race([promise, sleep(4 * patience, undefined, { ref: false }).then(() => Promise.reject(new Error(`${what} takes too long`)))]);

async function openTab(context, url) {
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  page.on('pageerror', (error) => console.log(`  ${error.message}`));
  await page.goto(url);
  const cdp = await context.newCDPSession(page);
  await page.evaluate(async () => (globalThis.board = await globalThis.loadBoard()));
  return { page, cdp };
}

/** Bytes after collection: scripts' objects, what the page's nodes need, and buffers. */
async function heapOf({ cdp }) {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await cdp.send('Runtime.getHeapUsage');
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

/**
 * How long the tasks of a page's main thread were, in ms of processor time, by phase. On a machine that does other things the browser's own
 * `longtask` also counts the time in which the page was not let run, and then any page has some.
 */
async function traced({ cdp }, run) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  cdp.on('Tracing.dataCollected', collect);
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'], excludedCategories: ['*'] },
  });
  let found;
  try {
    found = await run();
  } finally {
    const complete = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
    await cdp.send('Tracing.end');
    await complete;
    cdp.off('Tracing.dataCollected', collect);
  }
  const marks = events.filter(({ cat }) => cat === 'blink.user_timing');
  const tasks = events.filter(
    ({ name, tdur, pid, tid }) =>
      name === 'ThreadControllerImpl::RunTask' && tdur !== undefined && marks[0]?.pid === pid && marks[0].tid === tid,
  );
  const phase = (name) => {
    // The last of its name.
    const [start, end] = ['start', 'end'].map((which) => marks.findLast((mark) => mark.name === `${name}-${which}`)?.ts ?? NaN);
    return tasks.filter(({ ts, dur }) => ts + dur > start && ts < end).map(({ tdur }) => tdur / 1_000);
  };
  return { ...found, tasks: { mount: phase('mount'), drag: phase('drag'), drop: phase('drop') } };
}

/** What the browser calls long, in ms. */
const longTask = 50;
const isLong = (ms) => ms > longTask;
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Where the hand goes: over all columns to the last one, and back to the third. */
function* path({ x, y }) {
  const right = viewport.width - 120;
  const target = viewport.width * 0.42;
  const there = Math.round(moves * 0.65);
  for (let i = 1; i <= moves; i++) {
    const at = i <= there ? x + ((right - x) * i) / there : right + ((target - right) * (i - there)) / (moves - there);
    yield { x: at, y: 380 + 120 * Math.sin(i / 6) + (y - 380) * Math.max(0, 1 - i / 8) };
  }
}

/** Takes a card up with the mouse and carries it over the board. */
async function carry({ page }) {
  const start = await page.evaluate(() => globalThis.board.grip());
  await page.mouse.move(start.x, start.y);
  await sleep(150);
  await page.evaluate(() => globalThis.board.record('drag'));
  const began = Date.now();
  await Promise.all([page.mouse.down(), page.mouse.move(start.x + 10, start.y + 6)]);
  let made = 0;
  for (const { x, y } of path(start)) {
    await Promise.all([page.mouse.move(x, y), sleep(16)]);
    made++;
    if (Date.now() - began > patience) break;
  }
  return { ...(await page.evaluate(() => globalThis.board.stop())), moves: made };
}

async function drop({ page }) {
  await page.evaluate(() => globalThis.board.record('drop'));
  await page.mouse.up();
  await sleep(400);
  return page.evaluate(() => globalThis.board.stop());
}

/** What one tab does when it is its turn. */
async function turn(entrant) {
  const { tab } = entrant;
  await tab.page.bringToFront();
  const mounts = [];
  let before;
  // The same moves over an empty page in the same tab, just before: what the machine gives at this moment.
  const empty = await carry(tab);
  await tab.page.mouse.up();
  const found = await traced(tab, async () => {
    for (let left = entrant.ours ? mountsInTurn : 1; left > 0; left--) {
      before = await heapOf(tab);
      mounts.push(await tab.page.evaluate((wait) => globalThis.board.mount(wait), patience));
      if (left === 1) break;
      await sleep(100);
      await tab.page.evaluate(() => globalThis.board.unmount());
    }
    // Names and what else comes after the first cards.
    await sleep(700);
    const counted = await tab.page.evaluate(() => globalThis.board.count());
    const drag = await carry(tab);
    return { counted, drag, drop: await drop(tab) };
  });
  if (entrant.kind !== 'empty' && !found.drag.dragging) throw new Error('no card was dragged');
  const after = await heapOf(tab);
  await tab.page.evaluate(() => globalThis.board.unmount());
  return { ...found, empty, before, after, mount: Math.min(...mounts.map(({ all }) => all)), mounts };
}

async function prepare(context, url, entrant) {
  if (entrant.kind === 'dexie') {
    const filling = await openTab(context, url);
    await filling.page.evaluate((count) => globalThis.board.fill(count), entrant.cards);
    await filling.page.close();
  }
  entrant.tab = await openTab(context, url);
  entrant.emptyHeap = await heapOf(entrant.tab);
  await entrant.tab.page.evaluate(([kind, count]) => globalThis.board.prepare(kind, count), [entrant.kind, entrant.cards]);
  entrant.turns = [];
}

/** Numbers of one entrant over its rounds. */
function summary(entrant, baseline) {
  const { turns, board, cards, kind, ours = false, failed } = entrant;
  if (turns.length === 0) return { board, cards, failed };
  const p95 = ({ frames }) => quantile(frames, 0.95);
  const byRound = (value, others) =>
    median(turns.flatMap((one) => others.filter(({ round }) => round === one.round).map((other) => value(one) / value(other))));
  const frames = turns.flatMap((one) => one.drag.frames);
  // What the store holds in memory is not the board's.
  const heapBase = (one) => (kind === 'memory' ? one.before : entrant.emptyHeap);
  return {
    board,
    cards,
    ours,
    rounds: turns.length,
    ...(failed && { failed }),
    mount: median(turns.map((one) => one.mount)),
    mountRatio: baseline && byRound((one) => one.mount, baseline.turns),
    mountTimes: turns.map((one) => one.mounts.map(({ all }) => all)),
    firstCard: median(turns.flatMap((one) => one.mounts.map(({ first }) => first))),
    coldMount: entrant.cold?.mounts[0].all,
    mountProcessor: median(turns.map((one) => sum(one.tasks.mount))),
    mountProcessorRatio: baseline && byRound((one) => sum(one.tasks.mount), baseline.turns),
    longestMountTask: median(turns.map((one) => Math.max(0, ...one.tasks.mount))),
    elements: Math.max(...turns.map((one) => one.counted.elements)),
    elementsRatio: baseline && byRound((one) => one.counted.elements, baseline.turns),
    elementsInCards: turns[0].counted.inCards,
    frameP50: quantile(frames, 0.5),
    frameP95: quantile(frames, 0.95),
    frameRatio: median(turns.map((one) => p95(one.drag) / p95(one.empty))),
    pickup: median(turns.map((one) => one.drag.pickup ?? NaN)),
    longTasks: median(turns.map((one) => one.tasks.drag.filter(isLong).length)),
    longestTask: median(turns.map((one) => Math.max(0, ...one.tasks.drag))),
    dragProcessor: median(turns.map((one) => sum(one.tasks.drag) / one.drag.moves)),
    dropLongTasks: median(turns.map((one) => one.tasks.drop.filter(isLong).length)),
    longestDropTask: median(turns.map((one) => Math.max(0, ...one.tasks.drop))),
    /** As the browser's observer tells of them, with the time in which the page was not let run. */
    observedLongTasks: turns.map((one) => one.drag.longTasks),
    moves: Math.min(...turns.map((one) => one.drag.moves)),
    heap: median(turns.map((one) => one.after - heapBase(one))) / megabyte,
  };
}

/** The marks, each as a ratio, in the form in which the other suites give theirs. */
function rowsOf(boards) {
  const row = (scenario, { board, cards }, unit, p50, p95, ratio, atMost = null) => ({
    scenario,
    variant: `${board}, ${thousands(cards)}`,
    unit,
    p50,
    p95,
    ratio,
    atMost,
  });
  return boards
    .filter(({ mount }) => mount !== undefined)
    .flatMap((one) => {
      const { ours, cards } = one;
      const ofOurs = (mark) => (ours ? mark : null);
      const larger = ours && cards > 1_000;
      // Frames last whole numbers of the screen's; more than a tenth is not to be read from their ratio.
      const frames = row(
        'drag frame, by an empty page',
        one,
        'ms',
        one.frameP50,
        one.frameP95,
        Math.round(one.frameRatio * 10) / 10,
        ofOurs(2),
      );
      if (one.board === 'empty page') return [frames];
      return [
        ...(one.mountRatio
          ? [row('mount, by that of 1,000', one, 'ms', one.mount, quantile(one.mountTimes.flat(), 0.95), one.mountRatio, larger ? 2 : null)]
          : []),
        ...(one.elementsRatio
          ? [
              row(
                'elements, by those at 1,000',
                one,
                'elements',
                one.elements,
                one.elements,
                Math.max(one.elementsRatio, 1 / one.elementsRatio),
                larger ? 1.05 : null,
              ),
            ]
          : []),
        row('elements, of 2,500', one, 'elements', one.elements, one.elements, one.elements / 2_500, ofOurs(1)),
        frames,
        row('long tasks in a drag', one, 'tasks', one.longTasks, one.longTasks, one.longTasks, ofOurs(0)),
        row('heap, of 60 MB', one, 'MB', one.heap, one.heap, one.heap / 60, ofOurs(1)),
      ];
    });
}

function print(boards, rows) {
  const over = new Set(
    rows.filter(({ ratio, atMost }) => atMost !== null && ratio > atMost).map(({ scenario, variant }) => `${scenario} ${variant}`),
  );
  const number = (value, digits = 0) =>
    value === undefined || Number.isNaN(value)
      ? '–'
      : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const columns = [
    ['mount', 8, (one) => number(one.mount)],
    ['÷ 1,000', 10, (one) => number(one.mountRatio, 2), 'mount, by that of 1,000'],
    ['CPU', 7, (one) => number(one.mountProcessor)],
    ['÷ 1,000', 9, (one) => number(one.mountProcessorRatio, 2)],
    ['elements', 10, (one) => number(one.elements), 'elements, of 2,500'],
    ['÷ 1,000', 9, (one) => number(one.elementsRatio, 2), 'elements, by those at 1,000'],
    ['pickup', 8, (one) => number(one.pickup)],
    ['frame p50', 11, (one) => number(one.frameP50, 1)],
    ['p95', 8, (one) => number(one.frameP95, 1)],
    ['÷ empty', 9, (one) => number(one.frameRatio, 1), 'drag frame, by an empty page'],
    ['CPU a move', 12, (one) => number(one.dragProcessor, 1)],
    ['long tasks', 12, (one) => number(one.longTasks), 'long tasks in a drag'],
    ['longest', 9, (one) => number(one.longestTask)],
    ['at drop', 9, (one) => number(one.longestDropTask)],
    ['heap MB', 9, (one) => number(one.heap, 1), 'heap, of 60 MB'],
  ];
  console.log(`\n${'board'.padEnd(18)}${'cards'.padStart(8)}${columns.map(([name, width]) => name.padStart(width)).join('')}`);
  for (const one of boards) {
    const variant = `${one.board}, ${thousands(one.cards)}`;
    const cells = columns.map(([, width, text, scenario]) =>
      `${text(one)}${over.has(`${scenario} ${variant}`) ? '!' : ''}`.padStart(width),
    );
    console.log(
      `${one.board.padEnd(18)}${thousands(one.cards).padStart(8)}${one.mount === undefined ? '' : cells.join('')}${one.failed ? `   ${one.failed}` : ''}`,
    );
  }
  console.log(`
Times are milliseconds of this machine; only ratios count. mount: from adding the element until each column shows cards. CPU: the main
thread's processor time, in the mount and for each of the ${moves} moves of a drag. ÷: median over the rounds of this board by the other one in the
same round, of frames by those of an empty page in the same tab just before. pickup: from the press to what is seen under the pointer. long tasks: those of a usual drag that take over ${longTask} ms of the
processor; longest: the longest task of a usual drag and of the drop after it. heap: after collection, over the empty page, or over a page
with the filled store where that lies in memory.
Marks: mount ≤2× that of 1,000; ≤2,500 elements, within 5 % of those at 1,000; frame p95 ≤2× an empty page's; no long task in a drag;
heap ≤60 MB. "!" is over its mark.`);
}

/** Each of our boards' mount and drag under the profiler: files for a browser's developer tools, and where the time went. */
async function profile({ tab, board, cards }, write) {
  const { cdp, page } = tab;
  await page.bringToFront();
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
  const under = async (what, run) => {
    await cdp.send('Profiler.start');
    await run();
    const { profile: found } = await cdp.send('Profiler.stop');
    write(`${board}-${cards}-${what}`.replaceAll(/[^\w-]+/g, '-'), found);
    const parents = new Map(found.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
    const nodes = new Map(found.nodes.map((node) => [node.id, node]));
    const self = new Map();
    const total = new Map();
    const nameOf = ({ callFrame: { functionName, lineNumber, url } }) =>
      `${functionName || '(anonymous)'} ${url.split('/').pop()}:${lineNumber + 1}`;
    found.samples.forEach((id, i) => {
      const ms = found.timeDeltas[i] / 1_000;
      const own = nameOf(nodes.get(id));
      self.set(own, (self.get(own) ?? 0) + ms);
      const seen = new Set();
      for (let at = id; at !== undefined; at = parents.get(at)) seen.add(nameOf(nodes.get(at)));
      for (const name of seen) total.set(name, (total.get(name) ?? 0) + ms);
    });
    const top = (map, count) =>
      [...map]
        .filter(([name]) => !/^\((idle|root|program)\)/.test(name))
        .sort(([, a], [, b]) => b - a)
        .slice(0, count)
        .map(([name, ms]) => `    ${ms.toFixed(1).padStart(8)} ms  ${name}`)
        .join('\n');
    console.log(`\n${board}, ${thousands(cards)}: ${what}, own time\n${top(self, 10)}\n  with what it calls\n${top(total, 20)}`);
  };
  await under('mount', () => page.evaluate((wait) => globalThis.board.mount(wait), patience));
  await sleep(700);
  await under('drag', () => carry(tab));
  await under('drop', () => drop(tab));
  await page.evaluate(() => globalThis.board.unmount());
}

/** Cards are to be equal: the first of each column, as they were at the beginning, have as many elements on every board. */
function warnOfCards(entrants) {
  const cards = ({ cold }) => cold?.counted.inCards.join(', ');
  const shown = entrants.filter(({ cold, kind }) => cold && kind !== 'empty');
  for (const one of shown) {
    if (cards(one) !== cards(shown[0]))
      console.log(`  Cards are not equal: elements in ${shown[0].board} ${cards(shown[0])}; in ${one.board} ${cards(one)}`);
  }
}

/**
 * @param {object} run
 * @param {(name: string, profile: object) => void} [run.write] where profiles go, when they are wanted
 */
export async function runBoardSuite({ context, url, quick, only, write }) {
  const entrants = entrantsOf({ quick, only });
  for (const entrant of entrants) {
    console.log(`  preparing ${entrant.board}, ${thousands(entrant.cards)}`);
    await prepare(context, url, entrant);
  }
  const rounds = quick ? 4 : 7;
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    console.log(`  round ${round} of ${rounds}`);
    for (let i = 0; i < entrants.length; i++) {
      const entrant = entrants[(i + round) % entrants.length];
      if (entrant.failed || round > (entrant.rounds ?? rounds)) continue;
      try {
        const found = await within(turn(entrant), 'a round');
        if (round === 0) entrant.cold = found;
        else entrant.turns.push({ round, ...found });
      } catch (error) {
        entrant.failed = error.message.split('\n')[0];
        console.log(`  ${entrant.board}, ${thousands(entrant.cards)}: ${entrant.failed}`);
        await entrant.tab.page.close();
      }
    }
  }
  warnOfCards(entrants);
  const baselineOf = ({ kind }) => entrants.find((one) => one.kind === kind && one.cards === 1_000 && one.turns.length > 0);
  const boards = entrants.map((entrant) => summary(entrant, entrant.kind === 'empty' ? undefined : baselineOf(entrant)));
  const rows = rowsOf(boards);
  print(boards, rows);
  if (write) for (const entrant of entrants) if (entrant.ours && !entrant.failed) await profile(entrant, write);
  // A board of ours that could not be measured has met no mark.
  const missing = entrants
    .filter(({ ours, failed }) => ours && failed)
    .map(({ board, cards, failed }) => `${board}, ${thousands(cards)}: ${failed}`);
  return { rows, boards, missing };
}
