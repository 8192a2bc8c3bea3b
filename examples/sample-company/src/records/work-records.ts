import type { Activity, Note, Target, Task } from '@crm-elements/schema';
import { notes, tasks } from '../cast/desk.js';
import { products } from '../cast/products.js';
import { purchases, timeline } from '../cast/timeline.js';
import type { Calendar } from '../time.js';
import { given, idOf, marked, whole } from './make.js';

interface About {
  who?: string | undefined;
  company?: string | undefined;
  deal?: string | undefined;
  ticket?: string | undefined;
}

function targetsOf({ ticket, deal, who, company }: About): Target[] {
  const targets = [
    ticket !== undefined && { type: 'ticket', id: idOf.ticket(ticket) },
    deal !== undefined && { type: 'deal', id: idOf.deal(deal) },
    who !== undefined && { type: 'contact', id: idOf.contact(who) },
    company !== undefined && { type: 'company', id: idOf.company(company) },
  ];
  return targets.filter((target) => target !== false);
}

export function activityRecords(calendar: Calendar): Activity[] {
  const met = timeline.map(({ type, ago, by, title, text, minutes, ...about }, i) => {
    const at = calendar.ago(ago);
    const payload = given({ text, durationMs: minutes === undefined ? undefined : minutes * 60_000 }) as Record<string, string | number>;
    const actorId = by ? idOf.agent(by) : idOf.contact(about.who);
    return whole(
      'activities',
      { id: `sample-activity-${String(i + 1)}`, type, at, actorId, title, targets: targetsOf(about), payload },
      { createdAt: at, updatedAt: calendar.now },
    );
  });
  const bought = purchases.map(({ who, ago, number, items }) => {
    const at = calendar.ago(ago);
    const text = items
      .map(([product, count]) => (count > 1 ? `${String(count)} × ${products[product].name}` : products[product].name))
      .join(', ');
    const total = { amount: items.reduce((sum, [product, count]) => sum + count * products[product].price.amount, 0), currency: 'EUR' };
    return whole(
      'activities',
      {
        id: `sample-order-${String(number)}`,
        type: 'order',
        at,
        actorId: idOf.contact(who),
        title: `Order ${String(number)}`,
        targets: targetsOf({ who }),
        payload: { text, total, number },
      },
      { createdAt: at, updatedAt: calendar.now },
    );
  });
  return [...met, ...bought];
}

export function taskRecords(calendar: Calendar): Task[] {
  return tasks.map(({ title, for: agent, day, in: span, done, since, ...about }, i) =>
    whole(
      'tasks',
      given({
        id: `sample-task-${String(i + 1)}`,
        title,
        assigneeId: idOf.agent(agent),
        targets: targetsOf(about),
        dueDate: day === undefined ? undefined : calendar.day(day),
        dueAt: span === undefined ? undefined : calendar.ahead(span),
        doneAt: done === undefined ? undefined : calendar.ago(done),
      }),
      { createdAt: calendar.ago(since), updatedAt: calendar.now },
    ),
  );
}

export function noteRecords(calendar: Calendar): Note[] {
  return notes.map(({ ago, by, text, pinned = false, ...about }, i) =>
    whole(
      'notes',
      { id: `sample-note-${String(i + 1)}`, ...marked(text), authorId: idOf.agent(by), pinned, targets: targetsOf(about) },
      { createdAt: calendar.ago(ago), updatedAt: calendar.now },
    ),
  );
}
