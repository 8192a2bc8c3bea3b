/** What the drivers of the other engines cannot do, so that a test which needs it is skipped there, and says so. */
type Engine = 'chromium' | 'firefox' | 'webkit';

export type Need = 'emulated media' | 'a palette of forced colours';

const noMedia = 'its driver emulates no media';
const noPalette = 'its system colours are those of a desktop without forced colours';

const gaps: Record<Engine, Partial<Record<Need, string>>> = {
  chromium: {},
  firefox: { 'emulated media': noMedia, 'a palette of forced colours': noPalette },
  webkit: { 'emulated media': noMedia, 'a palette of forced colours': noPalette },
};

/** Why a test with a need is skipped here; undefined where it runs. */
export function gapOf(need: Need): string | undefined {
  const engine = document.documentElement.dataset['engine'] as Engine;
  const reason = gaps[engine][need];
  return reason && `${engine}: ${reason}`;
}
