import { createRandom } from '@crm-elements/data/testing';

/** One way to do what a scenario is about. A run does the thing `repeat` times. */
export interface Variant {
  readonly name: string;
  /** Where it tells milliseconds they count; else the run is timed whole. */
  run(round: number): Promise<number | void>;
  /** A slow one takes part in the first rounds only. */
  readonly rounds?: number;
}

/** The same thing done in several ways; the first variant is the baseline, and takes part in all rounds. */
export interface Scenario {
  readonly name: string;
  readonly rounds: number;
  readonly repeat: number;
  /** Makes ready what the scenario needs, untimed. */
  begin?(): Promise<void>;
  /** Makes ready what a round needs, untimed. */
  prepare?(round: number): void | Promise<void>;
  /** Puts away what `begin` made. */
  end?(): void | Promise<void>;
  readonly variants: readonly [Variant, ...Variant[]];
  /** The ratio to the baseline that a variant may reach, where one is promised. */
  readonly atMost?: Readonly<Record<string, number>>;
  /** Milliseconds that a variant may take, where they are what is promised. */
  readonly atMostMs?: Readonly<Record<string, number>>;
}

export interface Row {
  readonly scenario: string;
  readonly variant: string;
  /** Milliseconds for doing it once. */
  readonly p50: number;
  readonly p95: number;
  /** The median, over the rounds, of this variant's time by the baseline's in the same round. */
  readonly ratio: number;
  /** This variant's 95th percentile by the baseline's. */
  readonly ratioP95: number;
  readonly atMost: number | null;
  readonly atMostMs: number | null;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
}

const nextTask = () => new Promise<void>((done) => setTimeout(done));

async function timed(variant: Variant, round: number): Promise<number> {
  const start = performance.now();
  return (await variant.run(round)) ?? performance.now() - start;
}

/**
 * Times the variants in turn, each round in another order: what drifts while it runs (heat, a growing heap, other work on the
 * machine) meets all of them alike, and so falls out of the ratio.
 */
export async function measure(scenario: Scenario): Promise<Row[]> {
  const { name, rounds, repeat, variants, atMost = {}, atMostMs = {} } = scenario;
  const times = new Map<Variant, number[]>(variants.map((variant) => [variant, []]));
  const warmUp = Math.ceil(rounds / 10);
  const random = createRandom(rounds);
  await scenario.begin?.();
  for (let round = 0; round < warmUp + rounds; round++) {
    await scenario.prepare?.(round);
    // In another order each time: else the same one would always pay for what another left behind.
    for (const variant of random.shuffle(variants)) {
      if (round >= warmUp + (variant.rounds ?? rounds)) continue;
      await nextTask();
      const time = (await timed(variant, round)) / repeat;
      if (round >= warmUp) times.get(variant)!.push(time);
    }
  }
  await scenario.end?.();
  const baseline = times.get(variants[0])!;
  return variants.map((variant) => {
    const own = times.get(variant)!;
    const besides = baseline.slice(0, own.length);
    return {
      scenario: name,
      variant: variant.name,
      p50: quantile(own, 0.5),
      p95: quantile(own, 0.95),
      ratio: quantile(
        own.map((time, i) => time / besides[i]!),
        0.5,
      ),
      ratioP95: quantile(own, 0.95) / quantile(besides, 0.95),
      atMost: atMost[variant.name] ?? null,
      atMostMs: atMostMs[variant.name] ?? null,
    };
  });
}
