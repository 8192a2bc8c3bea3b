import { plainIndexedDB } from './faults.test-helper.js';

/** The tables of the transactions that a store was read in. */
export class ReadRecorder {
  tables: string[][] = [];
  /** Called with the tables of each as it begins. */
  onRead: ((tables: readonly string[]) => void) | undefined;

  readonly indexedDB: IDBFactory = {
    ...plainIndexedDB(),
    open: (name, version) => {
      const request = indexedDB.open(name, version);
      request.addEventListener('success', () => {
        const connection = request.result;
        const begin = connection.transaction.bind(connection);
        connection.transaction = (names, mode, options) => {
          const read = typeof names === 'string' ? [names] : [...names];
          if (mode === 'readonly') {
            this.tables.push(read);
            this.onRead?.(read);
          }
          return begin(names, mode, options);
        };
      });
      return request;
    },
  };
}
