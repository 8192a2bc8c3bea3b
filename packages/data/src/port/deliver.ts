import type { OutboxEntry } from '@crm-elements/schema';
import { CrmError } from '../errors.js';
import type { ConversationPort } from './conversation-port.js';

/** The commands that need nothing but JSON, and so can wait in an outbox. */
const portCommands = ['start', 'send', 'seen', 'rate', 'end', 'identify'] as const;
export type PortCommandName = (typeof portCommands)[number];

const isPortCommand = (name: string): name is PortCommandName => (portCommands as readonly string[]).includes(name);

/**
 * The `deliver` of an outbox whose entries are a port's commands: an entry's name is the command's, its payload the rest of the command, its
 * id the id. Files are not among them: whoever sends them uploads the bytes first, each time, as a port keeps them for its own life only.
 */
export const deliverTo = (port: ConversationPort) => async ({ id, name, payload }: OutboxEntry): Promise<void> => {
  if (!isPortCommand(name)) throw new CrmError('UNSUPPORTED', `A conversation port has no command "${name}" that an outbox could deliver.`);
  const command = { ...(payload as object), id };
  await port[name](command as never);
};
