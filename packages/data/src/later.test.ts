import { expect } from 'chai';
import { CrmError } from './errors.js';
import { later } from './later.js';

describe('later', () => {
  it('loads a part once, however often it is asked for', async () => {
    let loads = 0;
    const load = later(() => Promise.resolve({ number: ++loads }));
    const [first, second] = await Promise.all([load(), load()]);
    expect(first).to.equal(second);
    expect((await load()).number).to.equal(1);
  });

  it('says that it may be tried again where it could not be loaded, and then tries again', async () => {
    const offline = new TypeError('Failed to fetch dynamically imported module');
    let loads = 0;
    const load = later(() => (++loads === 1 ? Promise.reject(offline) : Promise.resolve('part')));
    const error = await load().catch((thrown: unknown) => thrown as CrmError);
    expect(error).to.be.instanceOf(CrmError).and.to.include({ code: 'UNAVAILABLE', retryable: true, cause: offline });
    expect(await load()).to.equal('part');
  });
});
