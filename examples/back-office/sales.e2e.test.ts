/** How sales are doing, as somebody asks who looks at the board. */
import { expect } from 'chai';
import { openExample } from '../../tools/page-support.js';

describe('the sales page of the back office', function () {
  this.timeout(120_000);

  // Fails when the built page cannot load the summary under its policy, or it counts other deals than the board beside it.
  it('answers "How are we doing?" above the board, of the same deals', async () => {
    const page = await openExample('back-office/#/sales');
    const counted = await page
      .locator('crm-pipeline-board')
      .getByText(/^\d+ deals$/)
      .first()
      .innerText();
    await page.getByText('How are we doing?').click();
    const summary = page.locator('crm-pipeline-summary');
    const tile = (name: string) => summary.locator('[part=figure]').filter({ hasText: name });
    await summary.getByRole('table', { name: 'Won by month' }).waitFor({ timeout: 30_000 });
    expect((await tile('Open deals').innerText()).split('\n')[1]).to.equal(counted.replace(' deals', ''));
    expect(await tile('Win rate').innerText()).to.match(/\d\d\.\d\d\s?%/);
    expect(await tile('Mean time to win').innerText()).to.match(/\d days/);
  });
});
