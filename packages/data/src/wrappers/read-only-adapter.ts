import type { BlobOperation, BlobResult, Committed, DataAdapter } from '../contract.js';
import { CrmError } from '../errors.js';
import { ForwardAdapter } from './forward-adapter.js';

const forbidden = (what: string) => Promise.reject(new CrmError('FORBIDDEN', `This store is opened for reading only: nothing can be ${what} through it.`));

class ReadOnlyAdapter extends ForwardAdapter {
  override readonly forgetDeleted = () => forbidden('removed');

  override commit(): Promise<Committed> {
    return forbidden('changed');
  }

  override blob<Op extends BlobOperation>(operation: Op): Promise<BlobResult<Op>> {
    if (operation.op === 'get') return this.inner.blob(operation);
    return forbidden(operation.op === 'put' ? 'added' : 'removed');
  }

  override restore(): Promise<void> {
    return forbidden('replaced');
  }

  override destroy(): Promise<void> {
    return forbidden('removed');
  }
}

/**
 * The adapter for reading alone: commits, uploads, the collecting of blobs, `restore()`, `forgetDeleted()` and `destroy()` are refused as FORBIDDEN. Signals pass, as
 * they write nothing. `close()` closes the adapter underneath.
 */
export const createReadOnlyAdapter = (adapter: DataAdapter): DataAdapter => new ReadOnlyAdapter(adapter);
