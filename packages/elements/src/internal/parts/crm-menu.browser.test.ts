import { expect, fixture } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { define } from '../../define/define.js';
import { pencil } from '../icons.js';
import { axeFindings } from '../testing/axe.test-helper.js';
import { countHeld, pause } from '../testing/held.test-helper.js';
import type { CrmMenu, MenuItem, MenuSelectEvent } from './crm-menu.js';
import { middle, settled, TestOwner } from './crm-parts.test-helper.js';

const items: MenuItem[] = [
  { id: 'edit', label: 'Edit', icon: pencil, hint: 'E' },
  {
    id: 'stage',
    label: 'To stage',
    items: [
      { id: 'lead', label: 'Lead' },
      { id: 'won', label: 'Won', items: [{ id: 'now', label: 'Now' }] },
    ],
  },
  { id: 'up', label: 'Up', disabled: true },
  { id: 'end', label: 'Erase', danger: true, separator: true },
];

class TestMenuOwner extends TestOwner {
  chosen: string[] = [];
  keys: string[] = [];
  override render() {
    return html`<div class="base" @keydown=${({ key }: KeyboardEvent) => this.keys.push(key)}>
      <button class="button" aria-haspopup="menu" @click=${(event: Event) => this.menu.toggle(event.currentTarget as HTMLElement)}>
        Move
      </button>
      <button id="second" class="button" @click=${(event: Event) => this.menu.toggle(event.currentTarget as HTMLElement)}>Second</button>
      <input aria-label="after" />
      <crm-menu .items=${items} @crm-menu-select=${({ id }: MenuSelectEvent) => this.chosen.push(id)}></crm-menu>
    </div>`;
  }
  get menu(): CrmMenu {
    return this.part_<CrmMenu>('crm-menu');
  }
  get trigger(): HTMLElement {
    return this.part_('button');
  }
  get active(): string | undefined {
    return (this.menu.shadowRoot!.activeElement as HTMLElement | null)?.dataset['id'];
  }
  menus(): HTMLElement[] {
    return [...this.menu.shadowRoot!.querySelectorAll<HTMLElement>('[role=menu]')];
  }
  item(id: string): HTMLElement {
    return this.menu.shadowRoot!.querySelector<HTMLElement>(`[data-id=${id}]`)!;
  }
}
define('test-menu-owner', TestMenuOwner);

describe('crm-menu', () => {
  let owner: TestMenuOwner;
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await sendKeys({ press: key });
      await settled(owner.menu);
    }
  };
  const open = async () => {
    owner.trigger.focus();
    await press('Enter');
  };
  beforeEach(async () => {
    owner = await fixture<TestMenuOwner>(html`<test-menu-owner></test-menu-owner>`);
  });
  afterEach(async () => {
    await resetMouse();
    await setViewport({ width: 800, height: 600 });
  });

  it('opens below its trigger, which says so, with focus on the first entry', async () => {
    // Fails when it is anchored elsewhere, is not named by its trigger, or leaves focus outside.
    await open();
    expect(owner.active).to.equal('edit');
    expect(owner.trigger.getAttribute('aria-expanded')).to.equal('true');
    const [menu] = owner.menus();
    expect(menu!.matches(':popover-open')).to.equal(true);
    expect(Math.round(menu!.getBoundingClientRect().top - owner.trigger.getBoundingClientRect().bottom)).to.equal(4);
    expect(menu!.getAttribute('aria-label')).to.equal('Move');
  });

  it('has roles and states', async () => {
    // Fails when a state of an entry can be seen but is not said, or keys do not begin at the checked one.
    owner.menu.items = [{ id: 'a', label: 'A', checked: false }, { id: 'b', label: 'B', checked: true }, ...items];
    await open();
    const roles = ['a', 'b', 'edit', 'stage', 'up'].map((id) => {
      const item = owner.item(id);
      return ['role', 'aria-checked', 'aria-disabled', 'aria-haspopup', 'aria-expanded'].map((name) => item.getAttribute(name));
    });
    expect(roles).to.deep.equal([
      ['menuitemradio', 'false', null, null, null],
      ['menuitemradio', 'true', null, null, null],
      ['menuitem', null, null, null, null],
      ['menuitem', null, null, 'menu', 'false'],
      ['menuitem', null, 'true', null, null],
    ]);
    expect(owner.active, 'the checked one has focus').to.equal('b');
    expect(owner.menu.shadowRoot!.querySelectorAll('[role=separator]').length).to.equal(1);
  });

  it('is accessible, with a submenu open, in both directions', async () => {
    // Fails when an entry stands outside a menu, or says a state that its role does not have.
    await open();
    await press('ArrowDown', 'ArrowRight');
    expect(await axeFindings(owner)).to.deep.equal([]);
    owner.dir = 'rtl';
    expect(await axeFindings(owner)).to.deep.equal([]);
  });

  it('goes round by arrows, to the ends by Home and End', async () => {
    // Fails when the last entry is the end of the way, or Home and End are left to the page.
    await open();
    await press('ArrowUp');
    expect(owner.active).to.equal('end');
    await press('ArrowDown');
    expect(owner.active).to.equal('edit');
    await press('End');
    expect(owner.active).to.equal('end');
    await press('Home');
    expect(owner.active).to.equal('edit');
  });

  it('finds by letters', async () => {
    // Fails when a letter stays with the entry that has focus, or one typed much later is added to it.
    await open();
    await press('e');
    expect(owner.active).to.equal('end');
    await pause(550);
    await press('t');
    expect(owner.active).to.equal('stage');
  });

  for (const key of ['Enter', 'Space']) {
    it(`chooses by ${key}, closes, and gives focus back`, async () => {
      // Fails when a key that presses buttons does not press an entry, or focus is lost with the menu.
      await open();
      await press('End', key);
      expect(owner.chosen).to.deep.equal(['end']);
      expect(owner.menu.isOpen).to.equal(false);
      expect(owner.focused === owner.trigger).to.equal(true);
      expect(owner.trigger.getAttribute('aria-expanded')).to.equal('false');
    });
  }

  it('does not choose what is disabled', async () => {
    // Fails when arrows skip an entry that is disabled, so that nobody hears of it, or Enter chooses it.
    await open();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    expect(owner.active).to.equal('up');
    expect(owner.chosen).to.deep.equal([]);
  });

  it('opens submenus by the arrow of the line, and closes them', async () => {
    // Fails when an arrow closes more than the level it is pressed in, or a submenu of a submenu does not open.
    await open();
    await press('ArrowDown', 'ArrowRight');
    expect(owner.active).to.equal('lead');
    expect(owner.item('stage').getAttribute('aria-expanded')).to.equal('true');
    await press('ArrowDown', 'ArrowRight');
    expect(owner.active).to.equal('now');
    expect(owner.menus().length).to.equal(3);
    await press('ArrowLeft');
    expect(owner.active).to.equal('won');
    await press('ArrowLeft');
    expect(owner.active).to.equal('stage');
    expect(owner.menus().length).to.equal(1);
  });

  it('does so mirrored right to left, beside its entry', async () => {
    // Fails when arrows or the side of a submenu are bound to left and right.
    owner.dir = 'rtl';
    await open();
    await press('ArrowDown', 'ArrowLeft');
    expect(owner.active).to.equal('lead');
    const [menu, submenu] = owner.menus().map((element) => element.getBoundingClientRect());
    expect(submenu!.right).to.be.lessThan(menu!.left + 10);
    await press('ArrowRight');
    expect(owner.active).to.equal('stage');
  });

  it('chooses from a submenu', async () => {
    // Fails when an entry with a submenu is itself chosen, or only one of the levels closes.
    await open();
    await press('ArrowDown', 'Enter', 'Enter');
    expect(owner.chosen).to.deep.equal(['lead']);
    expect(owner.menu.isOpen).to.equal(false);
    expect(owner.focused === owner.trigger).to.equal(true);
  });

  it('closes one level by Escape', async () => {
    // Fails when Escape closes the whole menu from a submenu, or leaves focus in what is gone.
    await open();
    await press('ArrowDown', 'ArrowRight', 'Escape');
    expect(owner.active).to.equal('stage');
    await press('Escape');
    expect(owner.menu.isOpen).to.equal(false);
    expect(owner.focused === owner.trigger).to.equal(true);
  });

  it('is left by Tab, to what follows its trigger', async () => {
    // Fails when Tab goes on from where the menu stands in its root, or walks through its entries.
    await open();
    await press('Tab');
    expect(owner.menu.isOpen).to.equal(false);
    expect(owner.focused!.id).to.equal('second');
  });

  it('keeps its keys from whoever is around', async () => {
    // Fails when letters and arrows in the menu reach the shortcuts of the element around it.
    await open();
    owner.keys = [];
    await press('ArrowDown', 'x', 'ArrowRight', 'ArrowLeft', 'End', 'Enter');
    expect(owner.keys).to.deep.equal([]);
  });

  it('closes by a press outside, and leaves focus there', async () => {
    // Fails when the press is swallowed, or closing takes focus back to the trigger.
    await open();
    await sendMouse({ type: 'click', position: middle(owner.part_('input')) });
    await settled(owner.menu);
    expect(owner.menu.isOpen).to.equal(false);
    expect(owner.focused === owner.part_('input')).to.equal(true);
  });

  it('closes by a second press on its trigger', async () => {
    // Fails when the trigger counts as outside: the press closes the menu and its click opens it again.
    const click = async () => {
      await sendMouse({ type: 'click', position: middle(owner.trigger) });
      await settled(owner.menu);
    };
    await click();
    expect(owner.menu.isOpen).to.equal(true);
    await click();
    expect(owner.menu.isOpen).to.equal(false);
  });

  it('moves to another trigger', async () => {
    // Fails when the first trigger goes on saying that its menu is open, or the name of the first stays.
    await open();
    await sendMouse({ type: 'click', position: middle(owner.part_('#second')) });
    await settled(owner.menu);
    expect(owner.trigger.getAttribute('aria-expanded')).to.equal('false');
    expect(owner.part_('#second').getAttribute('aria-expanded')).to.equal('true');
    expect(owner.menus()[0]!.getAttribute('aria-label')).to.equal('Second');
  });

  it('is worked by the mouse: rests open submenus, a click chooses', async () => {
    // Fails when a submenu needs a click or takes focus from its entry, or stays when the pointer rests on another.
    await open();
    await sendMouse({ type: 'move', position: middle(owner.item('stage')) });
    expect(owner.active).to.equal('stage');
    await pause(200);
    await settled(owner.menu);
    expect(owner.menus().length).to.equal(2);
    expect(owner.active, 'focus stays').to.equal('stage');
    await sendMouse({ type: 'move', position: middle(owner.item('edit')) });
    await pause(200);
    await settled(owner.menu);
    expect(owner.menus().length).to.equal(1);
    await sendMouse({ type: 'click', position: middle(owner.item('edit')) });
    expect(owner.chosen).to.deep.equal(['edit']);
  });

  it('does not follow a finger that scrolls over it', async () => {
    // Fails when touch is taken for a mouse at rest, and scrolling opens submenus.
    await open();
    owner.item('stage').dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType: 'touch' }));
    await pause(200);
    await settled(owner.menu);
    expect(owner.active).to.equal('edit');
    expect(owner.menus().length).to.equal(1);
  });

  it('is a sheet from below on a narrow screen, with a way back', async () => {
    // Fails when a submenu opens beside its entry, out of sight, or cannot be left without a keyboard.
    await setViewport({ width: 360, height: 640 });
    await open();
    const rect = owner.menus()[0]!.getBoundingClientRect();
    expect([rect.left, rect.right, rect.bottom].map(Math.round)).to.deep.equal([0, 360, 640]);
    expect(owner.item('edit').offsetHeight).to.be.at.least(44);
    await sendMouse({ type: 'click', position: middle(owner.item('stage')) });
    await settled(owner.menu);
    const back = owner.menus()[1]!.querySelector('.back')!;
    expect(Math.round(owner.menus()[1]!.getBoundingClientRect().bottom)).to.equal(640);
    expect(back.textContent.trim()).to.equal('To stage');
    await sendMouse({ type: 'click', position: middle(back) });
    await settled(owner.menu);
    expect(owner.menus().length).to.equal(1);
  });

  it('has entries of 24 px and more, and shows long labels whole', async () => {
    // Fails when a long word runs out of its entry instead of breaking, or entries are too small to be hit.
    owner.menu.items = [...items, { id: 'long', label: 'Donaudampfschifffahrtsgesellschaft'.repeat(4) }];
    await open();
    for (const item of owner.menu.shadowRoot!.querySelectorAll<HTMLElement>('.item:not(.back)')) {
      expect(item.offsetHeight).to.be.at.least(24);
      expect(item.scrollWidth).to.be.at.most(item.clientWidth);
    }
  });

  it('shows markup as text', async () => {
    // Fails when a label is rendered as HTML.
    owner.menu.items = [{ id: 'x', label: '<img src=x onerror=alert(1)>' }];
    await open();
    expect(owner.item('x').textContent).to.contain('<img');
    expect(owner.menu.shadowRoot!.querySelector('img') === null).to.equal(true);
  });

  it('closes with its owner, and leaves nothing behind after 200 cycles', async () => {
    // Fails when the timer of a submenu, a layer's listeners or a frame goes on without the menu.
    const parent = owner.parentElement!;
    const held = countHeld();
    for (let i = 0; i < 200; i++) {
      owner.menu.open(owner.trigger);
      await owner.menu.updateComplete;
      owner.remove();
      parent.append(owner);
    }
    await pause(600);
    const now = held.now();
    held.restore();
    expect(owner.menu.isOpen).to.equal(false);
    expect(now).to.deep.equal({});
  });
});
