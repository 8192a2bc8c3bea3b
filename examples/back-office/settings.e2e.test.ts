/** A clinic and a property agency fit the back office to their trade, from an empty store, by what anybody can press and type. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { openExample } from '../../tools/page-support.js';

const soon = 15_000;

/** What a person does in the settings. */
class Settings {
  readonly page: Page;
  readonly #element: Locator;

  constructor(page: Page) {
    this.page = page;
    this.#element = page.locator('crm-settings');
  }

  static async open(store: string): Promise<Settings> {
    const page = await openExample(`back-office/?store=${store}#/settings`);
    await page.locator('crm-settings').getByRole('button', { name: 'Add a field' }).waitFor({ timeout: 30_000 });
    return new Settings(page);
  }

  async goTo(section: string): Promise<void> {
    await this.#element.getByRole('navigation').getByRole('button', { name: section, exact: true }).click();
  }

  async press(name: string): Promise<void> {
    await this.#element.getByRole('button', { name, exact: true }).first().click();
  }

  /** Opens a form by a button that is named like the one that sends it. */
  async open(name: string): Promise<void> {
    await this.press(name);
    await this.#element.getByRole('form').last().waitFor();
  }

  async write(label: string, text: string): Promise<void> {
    await this.#element.getByLabel(label, { exact: true }).last().fill(text);
  }

  async choose(label: string, option: string): Promise<void> {
    await this.#element.getByLabel(label, { exact: true }).last().selectOption({ label: option });
  }

  async tick(label: string): Promise<void> {
    await this.#element.getByRole('checkbox', { name: label, exact: true }).last().check();
  }

  /** Enter in a field saves the form, which then goes. */
  async save(label: string): Promise<void> {
    const field = this.#element.getByLabel(label, { exact: true }).last();
    await field.press('Enter');
    await field.waitFor({ state: 'detached', timeout: soon });
  }

  async sees(text: string): Promise<void> {
    await this.#element.getByText(text, { exact: true }).first().waitFor({ timeout: soon });
  }

  async addField(label: string, { type, choices = [] }: { type?: string; choices?: string[] } = {}): Promise<void> {
    await this.open('Add a field');
    await this.write('Label', label);
    if (type) await this.choose('Type', type);
    for (const [i, choice] of choices.entries()) {
      await this.press('Add a choice');
      await this.write(`Choice ${i + 1}`, choice);
    }
    await this.save('Label');
    await this.sees(label);
  }

  async addStage(name: string, probability: string, asksFor?: string): Promise<void> {
    await this.open('Add a stage');
    await this.write('Name', name);
    await this.write('Chance of winning, in %', probability);
    if (asksFor) await this.tick(asksFor);
    await this.save('Name');
    await this.sees(name);
  }

  async addMyself(name: string, email: string): Promise<void> {
    await this.goTo('Team');
    await this.open('Add a person');
    await this.write('Name', name);
    await this.write('Email', email);
    await this.save('Name');
    await this.press(`This is me: ${name}`);
    await this.sees('You');
  }

  async addResponse(code: string, text: string, variable: string): Promise<void> {
    await this.goTo('Canned responses');
    await this.open('Add a response');
    await this.write('Short code', code);
    await this.write('Text', text);
    await this.press(variable);
    await this.save('Short code');
  }
}

/** Somebody calls: an agent writes it down as a ticket, which makes the contact. */
async function takeCall(page: Page, { who, said }: { who: string; said: string }): Promise<void> {
  await page.getByRole('link', { name: 'Support', exact: true }).click();
  const inbox = page.locator('crm-ticket-inbox');
  await inbox.getByRole('button', { name: 'New ticket' }).first().click();
  await inbox.getByRole('textbox', { name: /who/i }).fill(who);
  await inbox.getByRole('button', { name: `New contact: ${who}` }).click();
  await inbox.getByLabel('Subject', { exact: true }).fill('A call');
  await inbox.getByLabel('What did they say?').fill(said);
  await inbox.getByRole('button', { name: 'Open ticket', exact: true }).click();
  await inbox.locator('crm-ticket-thread').getByText(said).first().waitFor({ timeout: soon });
}

/** Puts a canned response into the answer by its code. */
async function answerBy(page: Page, code: string): Promise<string> {
  const box = page
    .locator('crm-ticket-inbox')
    .getByRole('textbox', { name: /reply to|write/i })
    .first();
  await box.pressSequentially(`/${code}`, { delay: 20 });
  await page
    .locator('crm-ticket-inbox')
    .getByRole('option', { name: new RegExp(code) })
    .first()
    .click();
  return box.inputValue();
}

async function openContact(page: Page, name: string): Promise<Locator> {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.locator('crm-contact-list').getByText(name, { exact: true }).first().click();
  const card = page.locator('crm-contact-card');
  await card.getByRole('heading', { name }).first().waitFor({ timeout: soon });
  return card;
}

describe('the settings of the back office', function () {
  this.timeout(120_000);

  it('fit it to a clinic, all made by hand', async () => {
    // Fails when something cannot be set up without code, or the card, the board or the inbox does not show it.
    const settings = await Settings.open('clinic');
    const { page } = settings;
    await settings.addField('Allergies');
    await settings.addField('Insurance', { type: 'One of several', choices: ['Public', 'Private'] });
    await settings.press('Deals');
    await settings.addField('Treatment');

    await settings.goTo('Pipelines and stages');
    await settings.open('Add a pipeline');
    await settings.write('Name', 'Treatments');
    await settings.save('Name');
    await settings.addStage('First visit', '50');
    await settings.addStage('In treatment', '80', 'Treatment');

    await settings.addMyself('Dr Sam Okafor', 'sam@clinic.example');
    await settings.open('Add a team');
    await settings.write('Name', 'Front desk');
    await settings.tick('Dr Sam Okafor');
    await settings.save('Name');

    await settings.goTo('Labels');
    await settings.open('Add a label');
    await settings.write('Name', 'Appointment');
    await settings.save('Name');
    await settings.addResponse('visit', 'We can see you tomorrow, ', 'First name');

    // The inbox knows who sits here, offers the response, and fills it in.
    await takeCall(page, { who: 'Ana Diaz', said: 'Asked for a first visit' });
    expect(await answerBy(page, 'visit')).to.equal('We can see you tomorrow, Ana');

    // It offers the label where tickets are labelled.
    const labels = page.locator('crm-ticket-details crm-tag-input input');
    await labels.focus();
    await labels.pressSequentially('app', { delay: 50 });
    await page.locator('crm-ticket-details').getByRole('option', { name: 'Appointment' }).click();
    await page.locator('crm-ticket-list').getByText('Appointment', { exact: true }).first().waitFor({ timeout: soon });

    // The card asks for the fields and shows them.
    const card = await openContact(page, 'Ana Diaz');
    await card.getByRole('button', { name: 'Edit Ana Diaz' }).click();
    await card.getByLabel('Allergies').fill('Penicillin');
    await card.getByLabel('Insurance').selectOption({ label: 'Private' });
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText('Penicillin').first().waitFor({ timeout: soon });
    await card.getByText('Private', { exact: true }).first().waitFor({ timeout: soon });

    // The board has the stages in their order.
    await page.getByRole('link', { name: 'Sales', exact: true }).click();
    const board = page.locator('crm-pipeline-board');
    await board.getByRole('heading', { name: /First visit/ }).waitFor({ timeout: soon });
    const stages = await board.getByRole('heading', { level: 3 }).allInnerTexts();
    expect(
      stages.map((text) => text.trim().split('\n')[0]).filter((name) => ['New', 'First visit', 'In treatment'].includes(name!)),
    ).to.deep.equal(['New', 'First visit', 'In treatment']);
  });

  it('fit it to a property agency, from its preset, which is then changed', async () => {
    // Fails when a preset cannot be added and changed, or what it adds does not show.
    const settings = await Settings.open('property');
    const { page } = settings;
    await settings.goTo('Industry presets');
    await settings.press('Look at Property');
    await settings.press('Add all of this');
    await settings.sees('Added');

    await settings.goTo('Custom fields');
    await settings.sees('Looks for');
    await settings.addField('Pets', { type: 'Yes or no' });
    await settings.goTo('Pipelines and stages');
    await settings.open('Edit Viewed');
    await settings.write('Name', 'Second viewing');
    await settings.write('Chance of winning, in %', '45');
    await settings.save('Name');
    await settings.sees('Second viewing');
    await settings.addMyself('Lena Vogt', 'lena@homes.example');

    await takeCall(page, { who: 'Tom Reed', said: 'Looks for a flat with a garden' });
    expect(await answerBy(page, 'viewing')).to.match(/^Hello Tom,[^]*Lena Vogt$/);
    const card = await openContact(page, 'Tom Reed');
    await card.getByRole('button', { name: 'Edit Tom Reed' }).click();
    await card.getByLabel('Flat', { exact: true }).check();
    await card.getByLabel('Pets').selectOption({ label: 'Yes' });
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText('Flat', { exact: true }).first().waitFor({ timeout: soon });

    await page.getByRole('link', { name: 'Sales', exact: true }).click();
    await page
      .locator('crm-pipeline-board')
      .getByRole('heading', { name: /Second viewing/ })
      .waitFor({ timeout: soon });

    // Taken back, what was changed stays.
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await settings.goTo('Industry presets');
    await settings.press('Take back Property');
    await page
      .locator('crm-settings')
      .getByText(/was taken back\. Kept/)
      .first()
      .waitFor({ timeout: soon });
    await settings.goTo('Custom fields');
    await settings.sees('Pets');
    await settings.sees('Looks for');
    expect(await page.locator('crm-settings').getByText('Financing confirmed').count()).to.equal(0);
  });
});
