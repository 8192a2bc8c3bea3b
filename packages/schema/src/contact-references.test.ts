import { expect } from 'chai';
import { contactReferences, contactsIn, withContacts } from './contact-references.js';
import { crmModel } from './crm-model.js';
import type { Json } from './json.js';
import type { CollectionModel } from './model.js';
import { idSchema, jsonSchema, targetSchema } from './records/common.js';
import type * as z from './zod.js';

type Schema = z.core.$ZodType;
const defOf = (schema: Schema) => schema._zod.def as z.core.$ZodTypes['_zod']['def'];

/** Paths of a schema that hold ids, targets or any JSON. */
function namingPaths(schema: Schema, path: string): string[] {
  if (schema === idSchema || schema === jsonSchema) return [path];
  if (schema === targetSchema) return [`${path}.target`];
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return namingPaths(def.innerType, path);
    case 'array':
      return namingPaths(def.element, `${path}[]`);
    case 'object':
      return Object.entries(def.shape).flatMap(([key, inner]) => namingPaths(inner, path === '' ? key : `${path}.${key}`));
    default:
      return [];
  }
}

const collections = Object.entries(crmModel.collections as Record<string, CollectionModel>);
const common = new Set(['id']);

/** Everything in the model that may name a contact and is not moved by a merge, and why. */
const notMoved: Readonly<Record<string, string>> = {
  'contacts.companyId': 'companies',
  'contacts.ownerId': 'agents',
  'contacts.mergedIntoId': 'the merge itself',
  'contacts.mergedIds[]': 'the merge itself',
  'companies.parentId': 'companies',
  'companies.ownerId': 'agents',
  'stages.pipelineId': 'pipelines',
  'stages.allowedNext[]': 'stages',
  'deals.pipelineId': 'pipelines',
  'deals.stageId': 'stages',
  'deals.companyId': 'companies',
  'deals.ownerId': 'agents',
  'deals.lineItems[].id': 'itself',
  'deals.lineItems[].productId': 'products',
  'stageChanges.dealId': 'deals',
  'stageChanges.pipelineId': 'pipelines',
  'stageChanges.fromStageId': 'stages',
  'stageChanges.toStageId': 'stages',
  'stageChanges.byId': 'who did it',
  'tickets.assigneeId': 'agents',
  'tickets.teamId': 'teams',
  'tickets.mentionedIds[]': 'agents',
  'tickets.linkedIds[]': 'tickets',
  'tickets.mergedIntoId': 'tickets',
  'messages.ticketId': 'tickets',
  'messages.payload': 'what was said',
  'messages.authorId': 'who did it',
  'messages.marks[].id': 'agents',
  'messages.attachments[]': 'attachments',
  'messages.inReplyTo': 'messages',
  'notes.marks[].id': 'agents',
  'notes.authorId': 'agents',
  'attachments.messageId': 'messages',
  'activities.actorId': 'who did it',
  'activities.payload': 'what happened',
  'tasks.assigneeId': 'agents',
  'teams.memberIds[]': 'agents',
  'views.ownerId': 'agents',
  'views.filter': 'what somebody looks for',
  'views.sort': 'what somebody looks for',
  'drafts.agentId': 'agents',
  'drafts.ticketId': 'tickets',
  'preferences.agentId': 'agents',
  'preferences.value': 'a setting',
  'cannedResponses.marks[].id': 'agents',
  'auditEvents.recordId': 'what was done to it',
  'auditEvents.byId': 'who did it',
  'trash.recordId': 'what was deleted',
  'trash.record': 'what was deleted',
  'trash.byId': 'who did it',
};

describe('contactReferences', () => {
  // Fails when a collection or a field is added that may name a contact, and nobody has said whether a merge moves it.
  it('knows of every field of the model whether a merge moves it', () => {
    const moved = new Set(contactReferences(crmModel).map(({ collection, field }) => `${collection}.${field}`));
    const all = collections.flatMap(([name, { schema }]) =>
      namingPaths(schema, '')
        .filter((path) => !common.has(path))
        .map((path) => `${name}.${path}`),
    );
    const isMoved = (path: string) => moved.has(path.replace(/(\[\])?(\.target)?$/, ''));
    expect(all.filter((path) => !isMoved(path) && !(path in notMoved))).to.deep.equal([]);
    expect(
      Object.keys(notMoved).filter((path) => isMoved(path) || !all.includes(path)),
      'said of what is moved, or is not there',
    ).to.deep.equal([]);
    expect([...moved].sort()).to.deep.equal([
      'activities.targets',
      'deals.contactIds',
      'notes.targets',
      'tasks.targets',
      'tickets.requesterId',
    ]);
  });

  // Fails when an index by which a reference is found goes: a merge would then read the whole collection, or none of it.
  it('has an index for each that begins with its key', () => {
    for (const { collection, key } of contactReferences(crmModel)) {
      const indexes = Object.values((crmModel.collections as Record<string, CollectionModel>)[collection]!.indexes);
      expect(
        indexes.some(({ keys }) => keys[0] === key && keys.length <= 3),
        `${collection} by ${key}`,
      ).to.equal(true);
    }
  });
});

describe('withContacts', () => {
  const upper = (id: string) => id.toUpperCase();
  const intoK = (id: string) => (id === 'a' || id === 'b' ? 'k' : id);

  // Fails when another contact, another target or the order is changed, or when a contact is named twice.
  it('puts other contacts in the places of those that are named', () => {
    expect(withContacts('a', upper)).to.equal('A');
    expect(withContacts(['x', 'a', 'k', 'b', 'y'], intoK)).to.deep.equal(['x', 'k', 'y']);
    const deal = { type: 'deal', id: 'a' };
    const targets: Json = [deal, { type: 'contact', id: 'a', note: 'kept' }, { type: 'contact', id: 'k' }, deal];
    expect(withContacts(targets, intoK)).to.deep.equal([deal, { type: 'contact', id: 'k', note: 'kept' }, deal]);
    expect(withContacts([], intoK)).to.deep.equal([]);
  });

  // Fails when what is no contact is taken for one.
  it('tells which contacts are named', () => {
    expect(contactsIn('a')).to.deep.equal(['a']);
    expect(contactsIn(['a', 'b'])).to.deep.equal(['a', 'b']);
    expect(
      contactsIn([
        { type: 'deal', id: 'd' },
        { type: 'contact', id: 'a' },
      ]),
    ).to.deep.equal(['a']);
    expect([contactsIn(undefined), contactsIn(null), contactsIn([])]).to.deep.equal([[], [], []]);
  });
});
