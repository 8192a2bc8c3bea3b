import { expect } from 'chai';
import { deviceModel } from './device-model.js';
import { uncheckedDeviceModel } from './device-shape.js';
import type { Model } from './model.js';
import { validateFields, validateRecord } from './validate.js';

/** All of a model but the schemas. */
const shapeOf = ({ collections, ...rest }: Model) => ({
  ...rest,
  collections: Object.fromEntries(
    Object.entries(collections).map(([name, { schema: _schema, counters, ...kept }]) => [name, { ...kept, counters: Object.keys(counters) }]),
  ),
});

describe('uncheckedDeviceModel', () => {
  // Fails when one of the two gains an index, a total, a counter or a version that the other lacks: a store could then not be opened by both.
  it('keeps the same stores as deviceModel', () => {
    expect(shapeOf(uncheckedDeviceModel)).to.deep.equal(shapeOf(deviceModel));
  });

  // Fails when checking reads more of a schema than the stand-in has.
  it('takes any record, and nothing that is none', () => {
    const outbox = uncheckedDeviceModel.collections['outbox']!;
    expect(validateRecord(outbox, { id: 'a', payload: { text: 'hello' }, custom: 1 })).to.deep.equal([]);
    expect(validateFields(outbox, { state: 'sending', constructor: 1, error: undefined })).to.deep.equal([]);
  });
});
