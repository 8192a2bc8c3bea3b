import { expect, fixture } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../define/define.js';
import { axeFindings } from '../testing/axe.test-helper.js';
import { countHeld } from '../testing/held.test-helper.js';
import { pasteOf } from '../testing/paste.test-helper.js';
import { middle, settled, TestOwner } from './crm-parts.test-helper.js';
import type { CrmTagInput, TagsChangeEvent } from './crm-tag-input.js';

class TestTagOwner extends TestOwner {
  @property({ attribute: false }) tags: readonly string[] = ['vip', 'press'];
  @property({ attribute: false }) suggestions: readonly string[] = [];
  changes: [readonly string[], readonly string[], readonly string[]][] = [];
  override render() {
    return html`<div class="base">
      <crm-tag-input
        label="Tags"
        .tags=${this.tags}
        .suggestions=${this.suggestions}
        .removeLabel=${(tag: string) => `Remove ${tag}`}
        @crm-tags-change=${({ tags, added, removed }: TagsChangeEvent) => this.changes.push([tags, added, removed])}
      ></crm-tag-input>
      <button id="after" class="button">After</button>
    </div>`;
  }
  get tagInput(): CrmTagInput {
    return this.part_<CrmTagInput>('crm-tag-input');
  }
  inside<E extends HTMLElement>(selector: string): E[] {
    return [...this.tagInput.shadowRoot!.querySelectorAll<E>(selector)];
  }
  get input(): HTMLInputElement {
    return this.inside<HTMLInputElement>('input')[0]!;
  }
  get shown(): string[] {
    return this.inside('.chip').map((chip) => chip.textContent.trim());
  }
  get options(): string[] {
    return this.inside('[role=option]').map((option) => option.textContent.trim());
  }
  get activeLabel(): string | null | undefined {
    return this.tagInput.shadowRoot!.activeElement?.getAttribute('aria-label');
  }
}
define('test-tag-owner', TestTagOwner);

describe('crm-tag-input', () => {
  let owner: TestTagOwner;
  const ready = () => settled(owner, owner.tagInput);
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await sendKeys({ press: key });
      await ready();
    }
  };
  const type = async (text: string) => {
    await sendKeys({ type: text });
    await ready();
  };
  const paste = async (text: string) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = pasteOf(clipboardData);
    owner.input.dispatchEvent(event);
    await ready();
    return event.defaultPrevented;
  };
  beforeEach(async () => {
    owner = await fixture<TestTagOwner>(html`<test-tag-owner></test-tag-owner>`);
    await ready();
    owner.tagInput.focus();
  });
  afterEach(() => resetMouse());

  it('shows tags with buttons that say what they remove', () => {
    // Fails when the buttons are all named alike, as by their icon.
    expect(owner.shown).to.deep.equal(['vip', 'press']);
    expect(owner.inside('.chip button').map((button) => button.ariaLabel)).to.deep.equal(['Remove vip', 'Remove press']);
  });

  it('is accessible, with suggestions too', async () => {
    // Fails when the field says what only a combobox may say, or names an option that is not there.
    expect(await axeFindings(owner)).to.deep.equal([]);
    owner.suggestions = ['north', 'nordic'];
    await ready();
    await type('no');
    await press('ArrowDown');
    expect(await axeFindings(owner)).to.deep.equal([]);
  });

  it('adds by Enter', async () => {
    // Fails when Enter is left to the form, or what was added stays in the field.
    await type('north');
    await press('Enter');
    expect(owner.changes).to.deep.equal([[['vip', 'press', 'north'], ['north'], []]]);
    expect(owner.shown).to.deep.equal(['vip', 'press', 'north']);
    expect(owner.input.value).to.equal('');
  });

  it('adds by the comma, also the Arabic one', async () => {
    // Fails when only the Latin comma ends a tag, or the last of several is left in the field.
    await type('north,south،');
    expect(owner.tagInput.tags).to.deep.equal(['vip', 'press', 'north', 'south']);
  });

  it('adds what is typed when focus leaves', async () => {
    // Fails when what is typed is lost with the focus, or adding it takes the focus back.
    await type('north');
    await press('Tab');
    expect(owner.tagInput.tags).to.deep.equal(['vip', 'press', 'north']);
    expect(owner.focused!.id).to.equal('after');
  });

  it('ignores what is there already, and what is empty', async () => {
    // Fails when tags are compared with their case and blanks, or an empty change is told.
    await type(' VIP ,, ,');
    await press('Enter');
    expect(owner.changes).to.deep.equal([]);
    expect(owner.input.value).to.equal('');
  });

  it('leaves Enter to the form when nothing is typed', () => {
    // Fails when the empty field takes Enter, so that the form around it cannot be sent by it.
    const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    owner.input.dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
  });

  it('does not add while a word is composed', () => {
    // Fails when the Enter or comma that chooses a reading of an input method ends the tag.
    owner.input.value = 'にほん、';
    owner.input.dispatchEvent(new InputEvent('input', { isComposing: true }));
    owner.input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
    expect(owner.changes).to.deep.equal([]);
  });

  it('takes lines and commas that are pasted', async () => {
    // Fails when lines are joined, as a field of one line does, or a single word is taken before it is edited.
    expect(await paste('a\nb, c\r\n\nd')).to.equal(true);
    expect(owner.tagInput.tags).to.deep.equal(['vip', 'press', 'a', 'b', 'c', 'd']);
    expect(await paste('one word'), 'a single line is for the field').to.equal(false);
  });

  it('removes the last by Backspace in the empty field', async () => {
    // Fails when the Backspace that empties the field takes a tag as well, or moves focus to the chips.
    await type('x');
    await press('Backspace');
    expect(owner.changes).to.deep.equal([]);
    await press('Backspace');
    expect(owner.changes).to.deep.equal([[['vip'], [], ['press']]]);
    expect(owner.tagInput.shadowRoot!.activeElement === owner.input).to.equal(true);
  });

  it('removes by a click, and focus goes to the next', async () => {
    // Fails when focus is lost with the button that goes, or has nowhere to go after the last.
    await sendMouse({ type: 'click', position: middle(owner.inside('.chip button')[0]!) });
    await ready();
    expect(owner.changes).to.deep.equal([[['press'], [], ['vip']]]);
    expect(owner.activeLabel).to.equal('Remove press');
    await press('Delete');
    expect(owner.tagInput.tags).to.deep.equal([]);
    expect(owner.tagInput.shadowRoot!.activeElement === owner.input).to.equal(true);
  });

  it('is walked by arrows, mirrored right to left', async () => {
    // Fails when arrows are bound to left and right, or do not lead from the chips back into the field.
    await press('ArrowLeft');
    expect(owner.activeLabel).to.equal('Remove press');
    await press('ArrowLeft', 'ArrowLeft');
    expect(owner.activeLabel).to.equal('Remove vip');
    await press('ArrowRight', 'ArrowRight');
    expect(owner.tagInput.shadowRoot!.activeElement === owner.input).to.equal(true);
    owner.dir = 'rtl';
    await press('ArrowRight');
    expect(owner.activeLabel).to.equal('Remove press');
  });

  it('moves the caret as long as there is text before it', async () => {
    // Fails when an arrow leaves the field from the midst of what is typed.
    await type('ab');
    await press('ArrowLeft');
    expect(owner.tagInput.shadowRoot!.activeElement === owner.input).to.equal(true);
  });

  it('shows the owner´s tags when they are set anew', async () => {
    // Fails when the field keeps tags of its own, and a refused one stays.
    await type('refused,');
    owner.tags = ['vip', 'press'].slice();
    await ready();
    expect(owner.shown).to.deep.equal(['vip', 'press']);
  });

  describe('with suggestions', () => {
    beforeEach(async () => {
      owner.suggestions = ['Press', 'North', 'Nordic', 'South', ...Array.from({ length: 20 }, (_, i) => `tag ${i}`)];
      await ready();
    });

    it('shows those that hold what is typed and are not there yet', async () => {
      // Fails when only beginnings are compared, what is there already is offered, or an empty list stays open.
      expect(owner.options).to.deep.equal([]);
      await type('r');
      expect(owner.options).to.deep.equal(['North', 'Nordic']);
      expect(owner.input.getAttribute('aria-expanded')).to.equal('true');
      await type('zz');
      expect(owner.input.getAttribute('aria-expanded')).to.equal('false');
      expect(owner.inside('[role=listbox]')[0]!.matches(':popover-open')).to.equal(false);
    });

    it('is chosen by arrows and Enter', async () => {
      // Fails when Enter adds what is typed and not what is marked, or arrows end at the ends.
      await type('no');
      await press('ArrowDown', 'ArrowDown');
      expect(owner.input.getAttribute('aria-activedescendant')).to.equal('option-1');
      await press('ArrowDown', 'ArrowUp', 'Enter');
      expect(owner.tagInput.tags).to.deep.equal(['vip', 'press', 'Nordic']);
      expect(owner.options).to.deep.equal([]);
    });

    it('is chosen by a click, with focus in the field all the time', async () => {
      // Fails when the press takes focus out of the field, which adds what is typed before the click comes.
      await type('no');
      await sendMouse({ type: 'click', position: middle(owner.inside('[role=option]')[0]!) });
      await ready();
      expect(owner.changes.map(([, added]) => added)).to.deep.equal([['North']]);
      expect(owner.tagInput.shadowRoot!.activeElement === owner.input).to.equal(true);
    });

    it('shows all, eight at most, by the arrow down', async () => {
      // Fails when the list needs a letter to open, or covers the screen.
      await press('ArrowDown');
      expect(owner.options.length).to.equal(8);
      expect(owner.input.getAttribute('aria-activedescendant')).to.equal('option-0');
    });

    it('is closed by Escape, with what was typed still there', async () => {
      // Fails when Escape empties the field, or leaves the list open.
      await type('no');
      await press('Escape');
      expect(owner.options).to.deep.equal([]);
      expect(owner.input.value).to.equal('no');
    });

    it('has the spelling of the suggestion', async () => {
      // Fails when the same tag in other letters is added beside the known one.
      await type('NORTH');
      await press('Enter');
      expect(owner.tagInput.tags.at(-1)).to.equal('North');
    });
  });

  it('shows long tags whole', async () => {
    // Fails when a chip keeps to one line: it is cut, or wider than the field.
    owner.tags = ['x'.repeat(300)];
    owner.style.width = '200px';
    await ready();
    const [chip] = owner.inside('.chip');
    expect(chip!.offsetWidth).to.be.at.most(200);
    expect(chip!.scrollWidth).to.be.at.most(chip!.clientWidth);
    expect(chip!.offsetHeight).to.be.greaterThan(60);
  });

  it('has buttons of 24 px', () => {
    // Fails when the buttons shrink with the chips, below what WCAG 2.2 asks of a target.
    const [button] = owner.inside('.chip button');
    expect([button!.offsetWidth, button!.offsetHeight].every((size) => size >= 24)).to.equal(true);
  });

  it('changes nothing while it is disabled', async () => {
    // Fails when only the field is disabled, and its chips can still be removed.
    owner.tagInput.disabled = true;
    await ready();
    owner.inside('.chip button')[0]!.click();
    expect(owner.input.disabled).to.equal(true);
    expect(owner.changes).to.deep.equal([]);
  });

  it('leaves nothing behind after 200 cycles', async () => {
    // Fails when removing the field with its list open leaves the list's layer or the frames that place it.
    owner.suggestions = ['north'];
    const parent = owner.parentElement!;
    const held = countHeld();
    for (let i = 0; i < 200; i++) {
      owner.input.value = 'no';
      owner.input.dispatchEvent(new InputEvent('input'));
      await owner.tagInput.updateComplete;
      owner.remove();
      parent.append(owner);
      await owner.tagInput.updateComplete;
    }
    const now = held.now();
    held.restore();
    expect(now).to.deep.equal({});
  });
});
