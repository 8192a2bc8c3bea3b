import { CrmError, type CrmClient, type DealPlace, type RecordPatch } from '@crm-elements/data';
import { moveDealGate, type Deal, type MoveRefusal, type Stage } from '@crm-elements/schema';
import { CrmDealMovedEvent, CrmDealMoveEvent, type DealMoveDetail } from '../events/deal-events.js';
import { runCommand } from '../internal/command.js';
import type { Toast } from '../internal/toasts.js';
import { fieldLabel, type FieldContext } from './deal-fields.js';
import type { AnswerOf, Question } from './move-dialog.js';
import type { Placement, Position } from './pipeline-board.types.js';
import { dealName, type DealLocalizer } from './render-card.js';

/** What moving needs of the element that it happens in. */
export interface MovesHost {
  /** Where the events come from. */
  readonly target: EventTarget;
  readonly localizer: DealLocalizer;
  fields(): FieldContext;
  client(): CrmClient | undefined;
  stage(id: string): Stage | undefined;
  /** How many deals a stage holds, as far as it is known. */
  countIn(stageId: string): number | undefined;
  /** Where a deal stands. */
  position(deal: Deal): Position | undefined;
  /** Where it would stand. */
  positionAt(deal: Deal, stageId: string, place: DealPlace): Position | undefined;
  ask<Q extends Question>(question: Q): Promise<AnswerOf<Q> | undefined>;
  /** Shows the deal at its new place before it is stored; what it gives back ends that. */
  hold(placement: Placement): (done: boolean) => void;
  say(text: string): void;
  alert(text: string): void;
  toast(toast: Toast): void;
  explain(error: CrmError): string;
  /** Offers to take the last step back. */
  offerUndo(text: string): void;
}

export interface MoveRequest {
  readonly deal: Deal;
  readonly toStageId: string;
  readonly place: DealPlace;
}

/** How a move ended. */
export type MoveEnd = 'moved' | 'cancelled' | 'refused' | 'failed';

const sentence = (text: string): string => text.replace(/[.。؟!?\s]+$/u, '');

/** What a person filled in on the way. */
interface Filled {
  readonly changes: RecordPatch<'deals'>;
  readonly lostReason: string | undefined;
}

const nothingFilled: Filled = { changes: {}, lostReason: undefined };

/**
 * Moves deals, whichever way a person asked for it: by pointer, menu or keys. The rules of the stages are looked at first, and what they
 * need is asked for in place; the page may veto or take over; the end is told in every case.
 */
export class DealMoves {
  readonly #host: MovesHost;

  constructor(host: MovesHost) {
    this.#host = host;
  }

  async move(request: MoveRequest): Promise<MoveEnd> {
    const { deal, toStageId } = request;
    const to = this.#host.stage(toStageId);
    if (!to) return 'cancelled';
    const verdict = moveDealGate({
      deal,
      from: this.#host.stage(deal.stageId) ?? null,
      to,
      countInTarget: this.#host.countIn(to.id) ?? 0,
      requireLostReason: true,
    });
    if (verdict.allowed) {
      const end = await this.#run(request, to, nothingFilled);
      const [warning] = verdict.warnings;
      if (end === 'moved' && warning) this.#host.say(this.#host.localizer.t('softLimit', { stage: to.name, limit: warning.limit ?? 0 }));
      return end;
    }
    const { refusals } = verdict;
    if (refusals.some(({ code }) => code === 'TRANSITION' || code === 'WIP_LIMIT')) {
      this.#tellFailure(request, this.refusalText(refusals, deal, to));
      return 'refused';
    }
    const asked = [...new Set(refusals.flatMap(({ code, fields = [] }) => (code === 'LOST_REASON' ? ['lostReason'] : fields)))];
    const answer = await this.#host.ask({ kind: 'fields', deal, to, fields: asked });
    if (!answer) {
      this.#tellCancelled(deal);
      return 'cancelled';
    }
    const { lostReason, ...changes }: RecordPatch<'deals'> = answer.changes;
    return this.#run(request, to, { changes, lostReason: typeof lostReason === 'string' ? lostReason : undefined });
  }

  /** Says that a deal stays where it is. */
  cancelled(deal: Deal): void {
    this.#tellCancelled(deal);
  }

  /** Why a move is refused, in the person's language. */
  refusalText(refusals: readonly MoveRefusal[], deal: Deal, to: Stage): string {
    const { localizer } = this.#host;
    const fields = this.#host.fields();
    const from = this.#host.stage(deal.stageId)?.name ?? '';
    return refusals
      .map(({ code, fields: wanted = [], limit = 0 }) => {
        if (code === 'TRANSITION') return localizer.t('refused.TRANSITION', { from, to: to.name });
        if (code === 'WIP_LIMIT') return localizer.t('refused.WIP_LIMIT', { to: to.name, limit });
        if (code === 'LOST_REASON') return localizer.t('refused.LOST_REASON');
        return localizer.t('refused.REQUIRED_FIELDS', {
          to: to.name,
          fields: localizer.list(wanted.map((field) => fieldLabel(field, fields))),
        });
      })
      .join('. ');
  }

  async #run(request: MoveRequest, to: Stage, filled: Filled): Promise<MoveEnd> {
    const host = this.#host;
    const { localizer } = host;
    const { deal, toStageId, place } = request;
    const before = host.position(deal);
    const after = host.positionAt(deal, toStageId, place);
    const detail: DealMoveDetail = { deal, fromStageId: deal.stageId, toStageId, place, ...filled };
    const release = host.hold({ deal: { ...deal, ...filled.changes }, stageId: toStageId, place });
    const outcome = await runCommand(host.target, {
      command: 'deal-move',
      before: new CrmDealMoveEvent(detail),
      run: () => this.#write(detail),
      after: () => new CrmDealMovedEvent(detail),
    });
    release('done' in outcome);
    if ('vetoed' in outcome) {
      this.#tellCancelled(deal, before);
      return 'cancelled';
    }
    if ('failed' in outcome) {
      const { failed } = outcome;
      const refused = refusalsIn(failed);
      const retry = refused ? undefined : () => void this.#run(request, to, filled);
      this.#tellFailure(request, refused ? this.refusalText(refused, deal, to) : host.explain(failed), retry);
      return refused ? 'refused' : 'failed';
    }
    const name = dealName(deal, localizer);
    const from = host.stage(deal.stageId)?.name ?? localizer.t('unmapped');
    host.say(
      before && after
        ? localizer.t('moved', { deal: name, from, i: before.at, n: before.of, to: to.name, j: after.at, m: after.of })
        : localizer.t('movedShort', { deal: name, to: to.name }),
    );
    if (toStageId !== deal.stageId) host.offerUndo(localizer.t('movedShort', { deal: name, to: to.name }));
    return 'moved';
  }

  async #write({ deal, toStageId, place, changes, lostReason }: DealMoveDetail): Promise<Deal> {
    const client = this.#host.client();
    // Without a store the page has heard of it, and gives the deals anew.
    if (!client) return deal;
    const fields = Object.keys(changes).length > 0 && { fields: changes };
    return client.moveDeal(
      { dealId: deal.id, toStageId, place, ...fields, ...(lostReason !== undefined && { lostReason }) },
      { requireLostReason: true },
    );
  }

  #tellFailure({ deal }: MoveRequest, reason: string, retry?: () => void): void {
    const { localizer } = this.#host;
    const stage = this.#host.stage(deal.stageId)?.name ?? localizer.t('unmapped');
    const text = localizer.t('failed', { deal: dealName(deal, localizer), reason: sentence(reason), stage });
    this.#host.alert(text);
    this.#host.toast({ text, kind: 'danger', ...(retry ? { action: { label: localizer.t('retry'), run: retry } } : { forMs: 10_000 }) });
  }

  #tellCancelled(deal: Deal, position = this.#host.position(deal)): void {
    const { localizer } = this.#host;
    const names = { deal: dealName(deal, localizer), stage: this.#host.stage(deal.stageId)?.name ?? localizer.t('unmapped') };
    this.#host.say(position ? localizer.t('cancelled', { ...names, i: position.at }) : localizer.t('cancelledShort', names));
  }
}

/** The rules that the store itself refused a move by: others may have been faster. */
function refusalsIn({ code, data }: CrmError): readonly MoveRefusal[] | undefined {
  if (code !== 'GATE_REFUSED') return undefined;
  const refused = (data as { refused?: readonly { refusals: readonly MoveRefusal[] }[] } | undefined)?.refused;
  return refused?.flatMap(({ refusals }) => refusals);
}
