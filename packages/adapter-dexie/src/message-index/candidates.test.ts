import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../tools/test-support.js';
import { Candidates, compareCandidates, type Candidate, type UnreadRun } from './candidates.js';

const candidate = fc.record({ score: fc.constantFrom(3, 4), at: fc.nat(20), id: fc.uuid() });

/** Candidates of one score as a run that gives two at a time, and tells when it is read. */
function runOf(candidates: readonly Candidate[], onRead: () => void): UnreadRun | undefined {
  const [first] = candidates;
  if (!first) return undefined;
  const read = () => {
    onRead();
    return Promise.resolve({ candidates: candidates.slice(0, 2), rest: runOf(candidates.slice(2), onRead) });
  };
  return { score: first.score, newest: first.at, read };
}

describe('candidates', () => {
  // Fails when a run is read too late for its place in the order, or what is behind its first part is lost.
  it('come in order from all runs, however many are taken at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(candidate, { maxLength: 9 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        async (lists, size) => {
          const [read = [], ...others] = lists;
          const runs = others.flatMap((list) =>
            [3, 4].flatMap((score) => runOf(list.filter((one) => one.score === score).sort(compareCandidates), () => undefined) ?? []),
          );
          const candidates = new Candidates(read, runs);
          const taken: Candidate[] = [];
          for (let more = await candidates.take(size); more.length > 0; more = await candidates.take(size)) taken.push(...more);
          expect(taken).to.deep.equal(lists.flat().sort(compareCandidates));
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });

  // Fails when all runs are read for a page that the newest ones fill, or worse matches before they are asked for.
  it('leave runs unread that come behind what is taken', async () => {
    let reads = 0;
    const run = (score: number, newest: number) =>
      runOf(
        [
          { score, at: newest, id: 'a' },
          { score, at: newest - 1, id: 'b' },
        ],
        () => reads++,
      )!;
    const runs = Array.from({ length: 40 }, (_, i) => [run(4, 100 * i), run(3, 100 * i + 50)]).flat();
    const candidates = new Candidates([], runs);
    expect((await candidates.take(6)).map(({ at }) => at)).to.deep.equal([3_900, 3_899, 3_800, 3_799, 3_700, 3_699]);
    expect(reads).to.equal(4);
    await candidates.take(74);
    expect(reads).to.equal(40);
  });
});
