import { expect } from 'chai';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { labelsOf } from '../../internal/stored-labels.js';
import { loadPreset } from './load-preset.js';
import { addPreset, lookAtPreset, takePresetBack } from './preset-store.js';
import { presetNames, type PresetName } from './preset.types.js';

const english = { locale: 'en', currency: 'EUR' };

let store: DataAdapter;
let client: CrmClient;

/** Everything that a preset touches, without what the store adds. */
async function everything(): Promise<Record<string, number>> {
  const collections = ['pipelines', 'stages', 'customFields', 'cannedResponses', 'preferences'] as const;
  const pages = await Promise.all(collections.map((name) => client[name].list({ limit: 1_000 })));
  return Object.fromEntries(collections.map((name, i) => [name, pages[i]!.records.length]));
}

async function labels(): Promise<string[]> {
  const { records } = await client.preferences.list({ where: { agentId: 'workspace', key: 'labels' } });
  return labelsOf(records[0]).map(({ name }) => name);
}

describe('presets', () => {
  beforeEach(() => {
    store = createMemoryAdapter();
    client = createClient(store, { actor: { kind: 'agent', id: 'me' } });
  });

  for (const name of presetNames) {
    it(`adds ${name} whole and valid, in each language, and takes it back without a trace`, async () => {
      // Fails when a record of a preset does not meet its schema, a stage asks for a field that there is not, or something is left behind.
      const preset = await loadPreset(name);
      for (const locale of ['en', 'de-AT', 'ar', 'fr']) {
        expect(await addPreset(client, name, { ...english, locale })).to.equal(true);
        const { customFields, stages, pipelines, cannedResponses } = await everything();
        expect({ customFields, stages, pipelines, cannedResponses }).to.deep.equal({
          customFields: preset.fields.length,
          stages: preset.pipeline.stages.length,
          pipelines: 1,
          cannedResponses: preset.replies.length,
        });
        const fields = new Set(
          (await client.customFields.list({ where: { object: 'deals' }, sort: [{ by: 'order' }] })).records.map(
            ({ key }) => `custom.${key}`,
          ),
        );
        for (const { requiredFields } of (await client.stages.list({})).records)
          for (const field of requiredFields.filter((one) => one.startsWith('custom.'))) expect(fields.has(field), field).to.equal(true);
        expect(await takePresetBack(client, name)).to.deep.equal({ kept: [] });
        expect(await labels()).to.deep.equal([]);
        expect(await everything()).to.include({ customFields: 0, stages: 0, pipelines: 0, cannedResponses: 0 });
      }
    });
  }

  it('adds a preset once, asked twice and from two windows at the same time', async () => {
    // Fails when ids are not fixed, or one of two windows adds a second set or fails.
    const other = createClient(store, { actor: { kind: 'agent', id: 'other' } });
    const results = await Promise.all([addPreset(client, 'clinic', english), addPreset(other, 'clinic', english)]);
    expect(results.sort()).to.deep.equal([false, true]);
    const before = await everything();
    expect(await addPreset(client, 'clinic', english)).to.equal(false);
    expect(await everything()).to.deep.equal(before);
    expect(await labels()).to.deep.equal(['Appointment', 'Prescription', 'Invoice', 'Emergency']);
  });

  it('leaves alone what is there already, and says what', async () => {
    // Fails when a field or response of the company's own is doubled or overwritten, or keeps the rest from being added.
    await client.customFields.create({ id: 'own', object: 'contacts', key: 'allergies', label: 'Our allergies', type: 'text', order: 1 });
    await client.cannedResponses.create({ id: 'own', shortCode: 'reminder', text: 'Ours' });
    await client.setPreference({ agentId: 'workspace', key: 'labels', value: [{ name: 'Invoice' }] });
    const plan = await lookAtPreset(client, 'clinic', english);
    expect(plan.present).to.deep.equal(['Allergies', '/reminder', 'Invoice']);
    await addPreset(client, 'clinic', english);
    expect((await client.customFields.get('own'))!.label).to.equal('Our allergies');
    expect(await labels()).to.deep.equal(['Invoice', 'Appointment', 'Prescription', 'Emergency']);
    await takePresetBack(client, 'clinic');
    expect(await labels()).to.deep.equal(['Invoice']);
    expect(await everything()).to.include({ customFields: 1, cannedResponses: 1 });
  });

  it('makes its pipeline the default only where there is none', async () => {
    // Fails when a preset takes the board of a company away from what it shows.
    await client.createPipeline({ name: 'Ours', currency: 'EUR', isDefault: true, stages: [] });
    await addPreset(client, 'shop', english);
    const { records } = await client.pipelines.list({ sort: [{ by: 'order' }] });
    expect(records.map(({ name, isDefault }) => `${name} ${isDefault}`)).to.deep.equal(['Ours true', 'Large orders false']);
  });

  it('keeps what was changed or used since when it is taken back, says so, and can be added again', async () => {
    // Fails when somebody's work goes with the preset, or what was kept blocks it from coming back.
    await addPreset(client, 'clinic', english);
    const named = async (label: string) => (await client.customFields.list({ limit: 100 })).records.find((field) => field.label === label)!;
    await client.customFields.update((await named('Insurance')).id, { label: 'Cover' });
    await client.contacts.create({ fullName: 'Ana', custom: { allergies: 'Nuts' } });
    const [response] = (await client.cannedResponses.list({ where: { shortCode: 'reminder' } })).records;
    await client.cannedResponses.update(response!.id, { text: 'Ours' });
    const { kept } = await takePresetBack(client, 'clinic');
    expect([...kept].sort()).to.deep.equal(['/reminder', 'Allergies', 'Cover']);
    expect(await everything()).to.include({ customFields: 2, cannedResponses: 1, pipelines: 0, stages: 0 });
    expect(await addPreset(client, 'clinic', english)).to.equal(true);
    expect(await everything()).to.include({ customFields: 5, cannedResponses: 3, pipelines: 1, stages: 6 });
  });

  it('keeps a pipeline whole that has deals, and the field that its stages ask for', async () => {
    // Fails when deals lose their stages, or a stage is left that asks for what nobody can fill in.
    await addPreset(client, 'clinic', english);
    const [stage] = (await client.stages.list({ limit: 1 })).records;
    await client.createDeal({ name: 'Braces', stageId: stage!.id });
    const { kept } = await takePresetBack(client, 'clinic');
    expect(kept).to.deep.equal(['Treatments', 'Treatment']);
    expect(await everything()).to.include({ pipelines: 1, stages: 6, customFields: 1 });
    expect(await addPreset(client, 'clinic', english)).to.equal(true);
  });

  it('takes nothing back that was not added', async () => {
    // Fails when records of another preset go.
    await addPreset(client, 'shop', english);
    const before = await everything();
    for (const name of presetNames.filter((one: PresetName) => one !== 'shop'))
      expect(await takePresetBack(client, name)).to.deep.equal({ kept: [] });
    expect(await everything()).to.deep.equal(before);
  });
});
