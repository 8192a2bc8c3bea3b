import { availabilities, type Actor, type Agent, type Team } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { plus, users } from '../../internal/icons.js';
import { avatar, avatars } from '../../internal/parts/avatar.js';
import { heading } from '../../internal/parts/heading.js';
import { icon } from '../../internal/parts/icon.js';
import { emptyView } from '../../internal/parts/views.js';
import type { FormField } from '../form/field-kinds.js';
import type { FormValues } from '../form/settings-form.js';
import { renderRows, type Row } from '../render-rows.js';
import { fresh, SettingsPart } from '../section.js';

/** The form of a team that is not there yet. */
const freshTeam = 'new-team';

/** Who works here, and the teams that they are in. Nobody is deleted: what they did stays theirs. */
export class CrmSettingsTeam extends SettingsPart {
  static override styles = [SettingsPart.styles, avatars];

  /** Acts as somebody from now on; undefined where the page has decided who acts. */
  @property({ attribute: false }) chooseActor: ((actor: Actor) => void) | undefined;

  readonly #agents = this.reads('agents', () => ({ by: 'nameKey' }));
  readonly #teams = this.reads('teams', () => ({ by: 'nameKey' }));

  /** Those who work here first. */
  get #people(): readonly Agent[] {
    const all = this.#agents.value ?? [];
    return [...all.filter(({ active }) => active), ...all.filter(({ active }) => !active)];
  }

  protected renderSection(): TemplateResult {
    const { t } = this.localizer;
    const people = this.#people;
    if (people.length === 0 && this.editing === undefined)
      return emptyView({ title: t('agent.none'), text: t('agent.noneText'), picture: users, actions: this.#renderAdd('agent', true) });
    return html`${renderRows({
      localizer: this.localizer,
      label: t('agents'),
      readonly: this.readonly,
      rows: people.map((agent) => this.#agentRow(agent)),
      edit: (id) => this.edit(id),
    })}
    ${this.editing === fresh ? html`<div class="new">${this.#renderAgentForm(undefined)}</div>` : this.#renderAdd('agent', false)}
    ${people.length > 0 ? this.#renderTeams() : nothing}`;
  }

  #agentRow(agent: Agent): Row {
    const { t } = this.localizer;
    const { id, name, email, active, availability } = agent;
    const { actor } = this.client!;
    const isMe = actor.kind === 'agent' && actor.id === id;
    return {
      id,
      name,
      off: !active,
      mark: avatar({ id, name, online: active && availability === 'online' }),
      badges: html`${isMe ? html`<span class="badge brand">${t('agent.you')}</span>` : nothing}${
        active
          ? html`<span class="badge ${availability === 'online' ? 'success' : ''}">${t(`availability.${availability}`)}</span>`
          : html`<span class="badge">${t('agent.left')}</span>`
      }`,
      more: email ? html`<bdi>${email}</bdi>` : undefined,
      form: this.editing === id ? this.#renderAgentForm(agent) : undefined,
      actions: html`${
          this.chooseActor && active && !isMe
            ? html`<button
                type="button"
                class="button quiet small"
                aria-label=${t('agent.thisIsMeOf', { name })}
                @click=${() => this.#choose(agent)}
              >
                ${t('agent.thisIsMe')}
              </button>`
            : nothing
        }<button
          type="button"
          class="button quiet small"
          aria-label=${t(active ? 'agent.deactivateOf' : 'agent.activateOf', { name })}
          @click=${() => this.#setActive(agent, !active)}
        >
          ${t(active ? 'agent.deactivate' : 'agent.activate')}
        </button>`,
    };
  }

  #renderAdd(what: 'agent' | 'team', first: boolean): TemplateResult | typeof nothing {
    if (this.readonly) return nothing;
    return html`<button
      type="button"
      class="button ${what === 'agent' ? 'add' : 'add-team'} ${first ? 'primary' : ''}"
      @click=${() => this.edit(what === 'agent' ? fresh : freshTeam)}
    >
      ${icon(plus)}${this.localizer.t(`${what}.add`)}
    </button>`;
  }

  #renderAgentForm(agent: Agent | undefined): TemplateResult {
    const { t } = this.localizer;
    const fields: FormField[] = [
      { field: 'name', label: t('agent.name'), required: true, maxLength: 120 },
      { field: 'email', label: t('agent.email'), ltr: true },
      {
        field: 'availability',
        label: t('agent.availability'),
        hint: t('agent.availabilityHint'),
        choices: availabilities.map((value) => ({ value, label: t(`availability.${value}`) })),
      },
    ];
    return html`<crm-settings-form
      .model=${this.client!.adapter.model.collections['agents']}
      .fields=${fields}
      .record=${agent ?? { name: '', email: null, availability: 'online' }}
      .label=${agent ? t('editOf', { name: agent.name }) : t('agent.add')}
      .submitLabel=${agent ? '' : t('agent.add')}
      .explain=${this.work.explain}
      .save=${(values: FormValues, version: number | undefined) => this.#save('agents', agent, values, version)}
      @crm-form-close=${this.closeForm}
    ></crm-settings-form>`;
  }

  #save(collection: 'agents' | 'teams', record: Agent | Team | undefined, values: FormValues, version: number | undefined) {
    const { t } = this.localizer;
    const repository = this.client![collection];
    const name = (values['name'] as string | undefined) ?? record?.name ?? '';
    return this.work.run<unknown>({
      command: `${collection === 'agents' ? 'agent' : 'team'}-save`,
      quiet: true,
      run: () =>
        record
          ? repository.update(record.id, values, version === undefined ? {} : { ifVersion: version })
          : repository.create({ ...values, ...(collection === 'agents' && { active: true }) } as never),
      done: record ? t('changed', { name }) : t('added', { name }),
    });
  }

  #setActive({ id, name }: Agent, active: boolean): void {
    const { t } = this.localizer;
    void this.work.run({
      command: 'agent-active',
      // Who does not work here takes no tickets.
      run: () => this.client!.agents.update(id, active ? { active } : { active, availability: 'offline' }),
      done: t(active ? 'agent.isBack' : 'agent.hasLeft', { name }),
    });
  }

  #choose({ id, name }: Agent): void {
    this.chooseActor?.({ kind: 'agent', id });
    this.work.say(this.localizer.t('agent.youAre', { name }));
  }

  #renderTeams(): TemplateResult {
    const { t } = this.localizer;
    const teams = this.#teams.value ?? [];
    const nameOf = new Map(this.#people.map(({ id, name }) => [id, name]));
    return html`<div class="stack">
      ${heading(this.level, t('teams'), { className: 'sub' })}
      ${teams.length === 0 ? html`<p class="note">${t('team.noneText')}</p>` : nothing}
      ${renderRows({
        localizer: this.localizer,
        label: t('teams'),
        readonly: this.readonly,
        rows: teams.map((team) => ({
          id: team.id,
          name: team.name,
          badges: html`<span class="badge">${t('team.members', { count: team.memberIds.length })}</span>`,
          more: html`<bdi>${this.localizer.list(team.memberIds.map((id) => nameOf.get(id) ?? t('unknownPerson')))}</bdi>`,
          form: this.editing === team.id ? this.#renderTeamForm(team) : undefined,
        })),
        edit: (id) => this.edit(id),
        remove: (id) => void this.#removeTeam(teams.find((team) => team.id === id)!),
      })}
      ${this.editing === freshTeam ? html`<div class="new">${this.#renderTeamForm(undefined)}</div>` : this.#renderAdd('team', false)}
    </div>`;
  }

  #renderTeamForm(team: Team | undefined): TemplateResult {
    const { t } = this.localizer;
    const fields: FormField[] = [
      { field: 'name', label: t('team.name'), required: true, maxLength: 80, wide: true },
      {
        field: 'memberIds',
        label: t('team.who'),
        choices: this.#people
          .filter(({ active, id }) => active || team?.memberIds.includes(id))
          .map(({ id, name }) => ({ value: id, label: name, isData: true })),
      },
    ];
    return html`<crm-settings-form
      .model=${this.client!.adapter.model.collections['teams']}
      .fields=${fields}
      .record=${team ?? { name: '', memberIds: [] }}
      .label=${team ? t('editOf', { name: team.name }) : t('team.add')}
      .submitLabel=${team ? '' : t('team.add')}
      .explain=${this.work.explain}
      .save=${(values: FormValues, version: number | undefined) => this.#save('teams', team, values, version)}
      @crm-form-close=${this.#closeTeamForm}
    ></crm-settings-form>`;
  }

  #closeTeamForm = (): void => {
    if (this.editing !== freshTeam) return this.closeForm();
    this.editing = undefined;
    this.focusIn('.add-team');
  };

  async #removeTeam({ id, name }: Team): Promise<void> {
    await this.work.run({
      command: 'team-remove',
      run: () => this.client!.teams.remove(id),
      done: this.localizer.t('removed', { name }),
    });
    this.focusIn('.add-team');
  }
}
