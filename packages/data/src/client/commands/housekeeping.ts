import { toCrmError } from '../../errors.js';
import type { CommandContext } from '../context.js';
import { wakeDueTickets } from './tickets.js';

export interface HousekeepingReport {
  /** Another window is at it. */
  skipped: boolean;
  woken: number;
  purged: number;
  blobs: number;
}

/** Removes what has been in the trash for longer than it is kept. */
async function purgeTrash({ adapter, now }: CommandContext): Promise<number> {
  let purged = 0;
  for (;;) {
    const { records, next } = await adapter.query({ collection: 'trash', where: { expiresAt: { lte: now() } }, sort: [{ by: 'expiresAt' }], limit: 500 });
    if (records.length === 0) return purged;
    await adapter.commit({ ops: records.map(({ id }) => ({ op: 'delete', collection: 'trash', id })), meta: { command: 'purgeTrash' } });
    purged += records.length;
    if (next === undefined) return purged;
  }
}

/** What is due: snoozes that are over, trash past its time, files that nothing names any more. */
export async function housekeep(context: CommandContext): Promise<HousekeepingReport> {
  const woken = await wakeDueTickets(context);
  const purged = await purgeTrash(context);
  const { removed } = context.adapter.capabilities.blobs
    ? await context.adapter.blob({ op: 'collect' }).catch((error: unknown) => {
        if (toCrmError(error).code === 'UNSUPPORTED') return { removed: 0 };
        throw error;
      })
    : { removed: 0 };
  return { skipped: false, woken: woken.length, purged, blobs: removed };
}
