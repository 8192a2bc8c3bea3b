/**
 * Makes a test fail for what would otherwise only scroll by: console.warn and console.error that it did not announce,
 * and whatever else `report` is told (rejections, violations of the page's policy).
 */
type Announced = { readonly pattern: RegExp | string; said: boolean };

let announced: Announced[] = [];
let problems: string[] = [];

export function announceConsole(pattern: RegExp | string): void {
  announced.push({ pattern, said: false });
}

const asText = (value: unknown) => (value instanceof Error ? (value.stack ?? String(value)) : String(value));

export function report(problem: string, cause: unknown = ''): void {
  problems.push(`${problem} ${asText(cause)}`);
}

export function installConsoleGuard(): void {
  for (const method of ['warn', 'error'] as const) {
    const original = console[method].bind(console);
    console[method] = (...values: unknown[]) => {
      const text = values.map(asText).join(' ');
      const match = announced.find(({ pattern }) => (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text)));
      if (match) match.said = true;
      else {
        original(...values);
        report(`console.${method}: ${text}`);
      }
    };
  }
}

/** Throws what has gathered since the last call. */
export function settle(): void {
  const unsaid = announced.filter(({ said }) => !said).map(({ pattern }) => `announced by expectConsole and not said: ${pattern}`);
  const all = [...problems, ...unsaid];
  problems = [];
  announced = [];
  if (all.length) throw new Error(all.join('\n'));
}

/** As `settle`, after the events that come a task later than what caused them. */
export async function settleLate(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((done) => setTimeout(done));
  settle();
}

/**
 * Makes `check` the last act of a test, for a hook before each. A check in a hook after each would be Mocha's end of all
 * tests that are still to come. When the test itself fails, that is what it is reported for.
 */
export function endWith(test: Mocha.Test | undefined, check: () => void | Promise<void>): void {
  const body = test?.fn;
  if (!test || !body) return;
  test.fn = async function (this: Mocha.Context) {
    try {
      await (body.length ? called(body as Mocha.Func, this) : (body as Mocha.AsyncFunc).call(this));
    } catch (error) {
      await Promise.resolve()
        .then(check)
        .catch(() => undefined);
      throw error;
    }
    await check();
  };
  // Mocha took this from the body before.
  (test as unknown as { async: number; sync: boolean }).async = 0;
  (test as unknown as { async: number; sync: boolean }).sync = true;
}

/** A body that takes Mocha's `done`, as a promise. */
function called(body: Mocha.Func, context: Mocha.Context): Promise<void> {
  return new Promise((done, fail) => {
    body.call(context, (error?: unknown) => {
      if (error) fail(error instanceof Error ? error : new Error(asText(error)));
      else done();
    });
  });
}
