/** What a client needs for the first message, and for any other write. */
export * from './commands/messages.js';
export { addNotes } from './commands/notes.js';
export { createOperations } from './creation.js';
export { loadCommands } from './load-commands.js';
export { write } from './write.js';
