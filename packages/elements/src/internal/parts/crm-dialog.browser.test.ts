import { expect, fixture } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../define/define.js';
import { axeFindings } from '../testing/axe.test-helper.js';
import { countHeld, pause } from '../testing/held.test-helper.js';
import type { CrmDialog, DialogCancelEvent } from './crm-dialog.js';
import type { CrmMenu } from './crm-menu.js';
import { middle, settled, TestOwner } from './crm-parts.test-helper.js';

class TestDialogOwner extends TestOwner {
  @property({ type: Boolean }) open = false;
  @property({ type: Boolean }) alert = false;
  @property() body: 'field' | 'text' = 'field';
  log: string[] = [];
  refuse = false;
  override render() {
    return html`<div class="base">
      <button id="opener" class="button" @click=${() => (this.open = true)}>Ask</button>
      <crm-dialog
        heading="Why was it lost?"
        close-label="Close"
        ?open=${this.open}
        ?alert=${this.alert}
        @crm-dialog-cancel=${(event: DialogCancelEvent) => {
          this.log.push(`cancel ${event.reason}`);
          if (this.refuse) event.preventDefault();
        }}
        @crm-dialog-close=${() => {
          this.log.push('close');
          this.open = false;
        }}
      >
        <p>One sentence.</p>
        ${this.body === 'field' ? html`<label>Reason <input id="reason" /></label>` : nothing}
        <button
          id="menu-button"
          class="button"
          @click=${(event: Event) => this.part_<CrmMenu>('crm-menu').toggle(event.currentTarget as HTMLElement)}
        >
          Menu
        </button>
        <crm-menu .items=${[{ id: 'a', label: 'A' }]}></crm-menu>
        <button slot="footer" id="cancel" class="button" @click=${() => this.dialog.close()}>Keep</button>
        <button slot="footer" id="save" class="button primary">Save</button>
      </crm-dialog>
    </div>`;
  }
  get dialog(): CrmDialog {
    return this.part_<CrmDialog>('crm-dialog');
  }
  get native(): HTMLDialogElement {
    return this.dialog.shadowRoot!.querySelector('dialog')!;
  }
}
define('test-dialog-owner', TestDialogOwner);

describe('crm-dialog', () => {
  let owner: TestDialogOwner;
  const ready = () => settled(owner, owner.dialog);
  const open = async (settings: Partial<TestDialogOwner> = {}) => {
    Object.assign(owner, settings);
    await owner.updateComplete;
    owner.part_('#opener').focus();
    await sendKeys({ press: 'Enter' });
    await ready();
  };
  const press = async (key: string) => {
    await sendKeys({ press: key });
    await ready();
  };
  beforeEach(async () => {
    owner = await fixture<TestDialogOwner>(html`<test-dialog-owner></test-dialog-owner>`);
  });
  afterEach(async () => {
    await resetMouse();
    await setViewport({ width: 800, height: 600 });
  });

  it('is modal, named by its heading, with focus in its first field', async () => {
    // Fails when it is shown without being modal, has no name, or begins at its cross.
    await open();
    expect(owner.native.matches(':modal')).to.equal(true);
    expect(owner.native.getAttribute('aria-labelledby')).to.equal('heading');
    expect(owner.focused!.id).to.equal('reason');
  });

  it('is accessible', async () => {
    // Fails when the cross has no name, or a text of the dialog lacks contrast.
    await open();
    expect(await axeFindings(owner)).to.deep.equal([]);
  });

  it('has focus on its heading when there is no field', async () => {
    // Fails when focus falls to the cross, where Enter would put the dialog away unread.
    await open({ body: 'text' });
    expect(owner.dialog.shadowRoot!.activeElement!.id).to.equal('heading');
  });

  it('closes by Escape, asks first, and gives focus back', async () => {
    // Fails when the layer and the platform's own cancel both ask, or focus is left where the dialog was.
    await open();
    await press('Escape');
    expect(owner.log).to.deep.equal(['cancel escape', 'close']);
    expect(owner.native.open).to.equal(false);
    expect(owner.focused!.id).to.equal('opener');
  });

  it('stays open when it is told to', async () => {
    // Fails when a veto is not looked at, or Escape is left to the platform, which closes at the second press whatever was said.
    await open({ refuse: true });
    await press('Escape');
    await press('Escape');
    expect(owner.log).to.deep.equal(['cancel escape', 'cancel escape']);
    expect(owner.native.open).to.equal(true);
  });

  it('asks when the platform closes it', async () => {
    // Fails when a gesture or a device's back button closes the dialog past its owner.
    await open();
    owner.native.requestClose();
    await ready();
    expect(owner.log).to.deep.equal(['cancel escape', 'close']);
  });

  it('closes by its cross', async () => {
    // Fails when the cross closes without asking, or gives another reason.
    await open();
    await sendMouse({ type: 'click', position: middle(owner.dialog.shadowRoot!.querySelector('button')!) });
    await ready();
    expect(owner.log).to.deep.equal(['cancel button', 'close']);
  });

  it('closes by a press on the backdrop, not by one that began inside', async () => {
    // Fails when a selection that is begun in a field and ends outside closes it, or the backdrop does nothing.
    await open();
    await sendMouse({ type: 'move', position: middle(owner.part_('#reason')) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [5, 5] });
    await sendMouse({ type: 'up' });
    expect(owner.log).to.deep.equal([]);
    await sendMouse({ type: 'click', position: [5, 5] });
    await ready();
    expect(owner.log).to.deep.equal(['cancel backdrop', 'close']);
  });

  it('is closed by its owner without asking', async () => {
    // Fails when `close()` asks as a person's Escape does, or does not give focus back.
    await open();
    owner.part_('#cancel').click();
    await ready();
    expect(owner.log).to.deep.equal(['close']);
    expect(owner.focused!.id).to.equal('opener');
  });

  it('does not close with the menu that is open in it', async () => {
    // Fails when one press of Escape reaches more than the layer on top.
    await open();
    owner.part_('#menu-button').focus();
    await press('Enter');
    expect(owner.part_<CrmMenu>('crm-menu').isOpen).to.equal(true);
    await press('Escape');
    expect(owner.part_<CrmMenu>('crm-menu').isOpen).to.equal(false);
    expect(owner.log).to.deep.equal([]);
    expect(owner.focused!.id).to.equal('menu-button');
    await press('Escape');
    expect(owner.log).to.deep.equal(['cancel escape', 'close']);
  });

  it('keeps focus inside', async () => {
    // Fails when the page behind is not inert, and Tab leads out to its buttons.
    await open();
    for (let i = 0; i < 8; i++) {
      await sendKeys({ press: 'Tab' });
      expect(owner.focused === null || owner.dialog.contains(owner.focused)).to.equal(true);
    }
  });

  it('as an alert has neither cross nor backdrop, and focus on its first button', async () => {
    // Fails when a question that needs an answer can be closed past it, has no description, or begins at its heading.
    await open({ alert: true, body: 'text' });
    expect(owner.native.getAttribute('role')).to.equal('alertdialog');
    expect(owner.native.getAttribute('aria-describedby')).to.equal('body');
    expect(owner.dialog.shadowRoot!.querySelector('button') === null).to.equal(true);
    expect(owner.focused!.id).to.equal('cancel');
    await sendMouse({ type: 'click', position: [5, 5] });
    expect(owner.log).to.deep.equal([]);
    expect(await axeFindings(owner)).to.deep.equal([]);
  });

  it('is a sheet from below on a narrow screen', async () => {
    // Fails when the platform's margins of a dialog come back, or its width is that of a wide screen.
    await setViewport({ width: 360, height: 640 });
    await open();
    const { left, right, bottom } = owner.native.getBoundingClientRect();
    expect([left, right, bottom].map(Math.round)).to.deep.equal([0, 360, 640]);
  });

  it('opens when it is open from the start, and again when it is attached again', async () => {
    // Fails when only a change of `open` opens it, so that an attached one is open and not seen.
    const other = document.createElement('test-dialog-owner') as TestDialogOwner;
    other.open = true;
    const parent = owner.parentElement!;
    parent.append(other);
    await other.updateComplete;
    await settled(other.dialog);
    expect(other.native.matches(':modal')).to.equal(true);
    other.remove();
    expect(other.native.open).to.equal(false);
    parent.append(other);
    await settled(other, other.dialog);
    expect(other.native.matches(':modal')).to.equal(true);
    other.remove();
  });

  it('gives focus back to its opener, whatever that reads by then', async () => {
    // Fails when focus goes back only to a button that reads as it did when the dialog opened.
    await open();
    owner.part_('#opener').textContent = 'Ask again';
    await press('Escape');
    expect(owner.focused!.id).to.equal('opener');
  });

  it('gives focus to what stood around its opener, when that was replaced while it was open', async () => {
    // Fails when focus falls to the page, or goes to something further away than what is left of the opener's surroundings.
    await open();
    const opener = owner.part_('#opener');
    const other = Object.assign(document.createElement('button'), { id: 'other', textContent: 'Other' });
    opener.replaceWith(other);
    await press('Escape');
    expect(owner.focused!.id).to.equal('other');
  });

  it('leaves nothing behind after 200 cycles', async () => {
    // Fails when removing an open dialog leaves its layer's listeners on the window and the document.
    const parent = owner.parentElement!;
    const held = countHeld();
    for (let i = 0; i < 200; i++) {
      owner.open = true;
      await owner.updateComplete;
      await owner.dialog.updateComplete;
      owner.remove();
      parent.append(owner);
    }
    owner.remove();
    await pause(100);
    const now = held.now();
    held.restore();
    expect(now).to.deep.equal({});
  });
});
