import { expect, fixture } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { define } from '../../define/define.js';
import { x } from '../icons.js';
import { styled } from '../controllers/styled.js';
import { axeFindings } from '../testing/axe.test-helper.js';
import { countHeld, pause } from '../testing/held.test-helper.js';
import type { CrmMenu } from './crm-menu.js';
import { middle, settled, TestOwner } from './crm-parts.test-helper.js';
import type { CrmPopover, PopoverCloseEvent } from './crm-popover.js';
import type { CrmTooltip } from './crm-tooltip.js';
import { icon } from './icon.js';

class TestPopoverOwner extends TestOwner {
  reasons: string[] = [];
  override render() {
    return html`<div class="base">
      <button
        id="opener"
        class="button"
        aria-haspopup="dialog"
        @click=${(event: Event) => this.popover_.toggle(event.currentTarget as HTMLElement)}
      >
        Snooze
      </button>
      <button id="after" class="button">After</button>
      <crm-popover label="Snooze until" @crm-popover-close=${({ reason }: PopoverCloseEvent) => this.reasons.push(reason)}>
        <label>Day <input id="day" /></label>
        <button id="inside" class="button" @click=${(event: Event) => this.menu.toggle(event.currentTarget as HTMLElement)}>Menu</button>
      </crm-popover>
      <crm-menu .items=${[{ id: 'a', label: 'A' }]}></crm-menu>
    </div>`;
  }
  get popover_(): CrmPopover {
    return this.part_<CrmPopover>('crm-popover');
  }
  get menu(): CrmMenu {
    return this.part_<CrmMenu>('crm-menu');
  }
  get popup(): HTMLElement {
    return this.popover_.shadowRoot!.querySelector<HTMLElement>('.popover')!;
  }
}
define('test-popover-owner', TestPopoverOwner);

describe('crm-popover', () => {
  let owner: TestPopoverOwner;
  const ready = () => settled(owner, owner.popover_, owner.menu);
  const press = async (key: string) => {
    await sendKeys({ press: key });
    await ready();
  };
  const open = async () => {
    owner.part_('#opener').focus();
    await press('Enter');
  };
  beforeEach(async () => {
    owner = await fixture<TestPopoverOwner>(html`<test-popover-owner></test-popover-owner>`);
  });
  afterEach(async () => {
    await resetMouse();
    await setViewport({ width: 800, height: 600 });
  });

  it('opens below its trigger, named, with focus in its first field', async () => {
    // Fails when it is anchored to another element, its label is not handed on, or focus stays on the trigger.
    await open();
    expect(owner.popup.matches(':popover-open')).to.equal(true);
    expect(owner.popup.getAttribute('role')).to.equal('dialog');
    expect(owner.popup.getAttribute('aria-label')).to.equal('Snooze until');
    expect(owner.part_('#opener').getAttribute('aria-expanded')).to.equal('true');
    expect(owner.focused!.id).to.equal('day');
    expect(Math.round(owner.popup.getBoundingClientRect().top - owner.part_('#opener').getBoundingClientRect().bottom)).to.equal(4);
  });

  it('is accessible', async () => {
    // Fails when `label` does not become the name of what has the role of a dialog.
    await open();
    expect(await axeFindings(owner)).to.deep.equal([]);
  });

  it('leaves focus alone when it is told to', async () => {
    // Fails when what opens on hover takes focus away from where a person writes.
    await owner.popover_.show(owner.part_('#opener'), { focus: false });
    expect(owner.focused === null).to.equal(true);
    expect(owner.popover_.isOpen).to.equal(true);
  });

  it('closes by Escape, and gives focus back', async () => {
    // Fails when Escape hides it without telling its owner or its trigger, or focus is lost with it.
    await open();
    await press('Escape');
    expect(owner.reasons).to.deep.equal(['escape']);
    expect(owner.focused!.id).to.equal('opener');
    expect(owner.part_('#opener').getAttribute('aria-expanded')).to.equal('false');
  });

  it('closes by a press outside, not inside, and by its trigger once', async () => {
    // Fails when a press on the trigger counts as outside, so that the click which follows opens it again.
    await open();
    await sendMouse({ type: 'click', position: middle(owner.part_('#day')) });
    expect(owner.popover_.isOpen).to.equal(true);
    await sendMouse({ type: 'click', position: [790, 590] });
    expect(owner.reasons).to.deep.equal(['outside']);
    await open();
    await sendMouse({ type: 'click', position: middle(owner.part_('#opener')) });
    await ready();
    expect(owner.popover_.isOpen).to.equal(false);
    expect(owner.reasons).to.deep.equal(['outside', 'close']);
  });

  it('closes when focus moves on', async () => {
    // Fails when it lies open over what a person goes on with, or takes focus back to its trigger.
    await open();
    owner.part_('#after').focus();
    expect(owner.reasons).to.deep.equal(['focus']);
    expect(owner.focused!.id).to.equal('after');
  });

  it('comes after its trigger in the order of Tab', async () => {
    // Fails when it is shown without naming its trigger as the source, and Tab goes on from its place in the root.
    await open();
    await press('Tab');
    expect(owner.focused!.id).to.equal('inside');
    await press('Tab');
    expect(owner.focused!.id).to.equal('after');
  });

  it('stays under a menu that is opened from it', async () => {
    // Fails when focus or a press in the menu counts as leaving the popover, which closes beneath it.
    await open();
    owner.part_('#inside').focus();
    await press('Enter');
    expect([owner.menu.isOpen, owner.popover_.isOpen]).to.deep.equal([true, true]);
    await sendMouse({ type: 'click', position: middle(owner.menu.shadowRoot!.querySelector('.item:not(.back)')!) });
    await ready();
    expect([owner.menu.isOpen, owner.popover_.isOpen]).to.deep.equal([false, true]);
    expect(owner.focused!.id).to.equal('inside');
  });

  it('is a sheet from below on a narrow screen', async () => {
    // Fails when it stays anchored there, or keeps the width and margins of a wide screen.
    await setViewport({ width: 360, height: 640 });
    await open();
    const { left, right, bottom } = owner.popup.getBoundingClientRect();
    expect([left, right, bottom].map(Math.round)).to.deep.equal([0, 360, 640]);
  });

  it('leaves nothing behind after 200 cycles', async () => {
    // Fails when removing an open popover leaves its layer's listeners or the frames that place it.
    const parent = owner.parentElement!;
    const held = countHeld();
    for (let i = 0; i < 200; i++) {
      await owner.popover_.show(owner.part_('#opener'));
      owner.remove();
      parent.append(owner);
    }
    const now = held.now();
    held.restore();
    expect(owner.popover_.isOpen).to.equal(false);
    expect(now).to.deep.equal({});
  });
});

class TestTooltipOwner extends TestOwner {
  override render() {
    return html`<div class="base">
      <button id="first" class="button">First</button>
      <button id="close" class="button icon-only" aria-label="Close" data-tip="Close">${icon(x)}</button>
      <p id="cut" class="truncate" data-tip="" ${styled({ width: '60px' })}>A name that is longer than its place</p>
      <p id="whole" class="truncate" data-tip="">Short</p>
      <crm-tooltip></crm-tooltip>
    </div>`;
  }
  get tip(): HTMLElement {
    return this.part_<CrmTooltip>('crm-tooltip').shadowRoot!.querySelector<HTMLElement>('.tip')!;
  }
  get shown(): string | undefined {
    return this.tip.matches(':popover-open') ? this.tip.textContent : undefined;
  }
}
define('test-tooltip-owner', TestTooltipOwner);

describe('crm-tooltip', () => {
  let owner: TestTooltipOwner;
  const hover = async (id: string, ms = 620) => {
    await sendMouse({ type: 'move', position: middle(owner.part_(`#${id}`)) });
    await pause(ms);
  };
  beforeEach(async () => {
    owner = await fixture<TestTooltipOwner>(html`<test-tooltip-owner></test-tooltip-owner>`);
  });
  afterEach(() => resetMouse());

  it('shows after a rest of the pointer, and goes with it', async () => {
    // Fails when it comes up over each button that the pointer crosses, or stays when the pointer has gone.
    // Counted from when the page has heard of the pointer: the way back to the test may take longer.
    const reached = new Promise((done) => owner.part_('#close').addEventListener('pointerover', done, { once: true }));
    const rested = hover('close');
    await reached;
    await pause(300);
    expect(owner.shown).to.equal(undefined);
    await rested;
    expect(owner.shown).to.equal('Close');
    expect(owner.tip.getAttribute('role')).to.equal('tooltip');
    expect(await axeFindings(owner)).to.deep.equal([]);
    await hover('first', 250);
    expect(owner.shown).to.equal(undefined);
  });

  it('lets the pointer rest on it', async () => {
    // Fails when leaving the button hides it at once, so that nobody can read it enlarged or select from it.
    await hover('close');
    const [left, top] = middle(owner.tip);
    await sendMouse({ type: 'move', position: [left, top] });
    await pause(250);
    expect(owner.shown).to.equal('Close');
  });

  it('shows for keyboard focus, and goes with it', async () => {
    // Fails when only the pointer brings it up, or it outlives the focus it came with.
    owner.part_('#first').focus();
    await sendKeys({ press: 'Tab' });
    await pause(620);
    expect(owner.shown).to.equal('Close');
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
    expect(owner.shown).to.equal(undefined);
  });

  it('is hidden by Escape, and by a press', async () => {
    // Fails when it covers what is beneath with no way to put it aside, or stays over what the press opened.
    await hover('close');
    await sendKeys({ press: 'Escape' });
    expect(owner.shown).to.equal(undefined);
    await hover('first', 50);
    await hover('close');
    expect(owner.shown).to.equal('Close');
    await sendMouse({ type: 'click', position: middle(owner.part_('#close')) });
    expect(owner.shown).to.equal(undefined);
  });

  it('shows text that is cut off, and not what is seen whole', async () => {
    // Fails when an empty `data-tip` shows nothing, or repeats what can be read already.
    await hover('cut');
    expect(owner.shown).to.equal('A name that is longer than its place');
    await hover('whole');
    expect(owner.shown).to.equal(undefined);
  });

  it('does not come up by a finger', async () => {
    // Fails when touch, which has no hover, is taken for a pointer at rest.
    owner.part_('#close').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'touch' }));
    await pause(600);
    expect(owner.shown).to.equal(undefined);
  });

  it('leaves nothing behind after 200 cycles', () => {
    // Fails when the timer of a tooltip that is planned goes on without its element.
    const parent = owner.parentElement!;
    const held = countHeld();
    for (let i = 0; i < 200; i++) {
      owner.part_('#close').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
      owner.remove();
      parent.append(owner);
    }
    const now = held.now();
    held.restore();
    expect(now).to.deep.equal({});
  });
});
