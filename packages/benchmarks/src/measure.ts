/** One way to do what a scenario is about. A run is timed whole and does the thing `repeat` times. */
export interface Variant {
  readonly name: string;
  run(round: number): Promise<void>;
}

/** The same thing done in several ways; the first variant is the baseline. */
export interface Scenario {
  readonly name: string;
  readonly rounds: number;
  readonly repeat: number;
  /** Makes ready what a round needs, untimed. */
  prepare?(round: number): void;
  readonly variants: readonly [Variant, ...Variant[]];
  /** The ratio to the baseline that a variant may reach, where one is promised. */
  readonly atMost?: Readonly<Record<string, number>>;
}

export interface Row {
  readonly scenario: string;
  readonly variant: string;
  /** Milliseconds for doing it once. */
  readonly p50: number;
  readonly p95: number;
  /** The median, over the rounds, of this variant's time by the baseline's in the same round. */
  readonly ratio: number;
  readonly atMost: number | null;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
}

const nextTask = () => new Promise<void>((done) => setTimeout(done));

/**
 * Times the variants in turn, each round in another order: what drifts while it runs (heat, a growing heap, other work on the
 * machine) meets all of them alike, and so falls out of the ratio.
 */
export async function measure(scenario: Scenario): Promise<Row[]> {
  const { name, rounds, repeat, variants, atMost = {} } = scenario;
  const times = new Map<Variant, number[]>(variants.map((variant) => [variant, []]));
  const warmUp = Math.ceil(rounds / 10);
  for (let round = 0; round < warmUp + rounds; round++) {
    scenario.prepare?.(round);
    for (let i = 0; i < variants.length; i++) {
      const variant = variants[(i + round) % variants.length]!;
      await nextTask();
      const start = performance.now();
      await variant.run(round);
      const time = (performance.now() - start) / repeat;
      if (round >= warmUp) times.get(variant)!.push(time);
    }
  }
  const baseline = times.get(variants[0])!;
  return variants.map((variant) => {
    const own = times.get(variant)!;
    const ratio = quantile(
      own.map((time, i) => time / baseline[i]!),
      0.5,
    );
    return {
      scenario: name,
      variant: variant.name,
      p50: quantile(own, 0.5),
      p95: quantile(own, 0.95),
      ratio,
      atMost: atMost[variant.name] ?? null,
    };
  });
}
