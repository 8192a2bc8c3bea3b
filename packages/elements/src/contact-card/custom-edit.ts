import type { Contact, CustomField, Json } from '@crm-elements/schema';
import type { ReactiveControllerHost } from 'lit';
import {
  checkCustomDraft,
  customConflicts,
  customPatch,
  touchedCustom,
  withoutInput,
  type CustomDraft,
  type CustomErrors,
  type CustomInput,
} from './custom-draft.js';
import type { NamedRecord } from './custom-relations.js';

/** A custom field as conflicts and patches call it. */
export type CustomPath = `custom.${string}`;

const pathOf = ({ key }: Pick<CustomField, 'key'>): CustomPath => `custom.${key}`;

/** The custom part of a contact's form: what was touched, what is wrong with it, and what becomes of it. */
export class CustomEdit {
  readonly #host: ReactiveControllerHost;
  readonly #fields: () => readonly CustomField[];
  readonly #locale: () => string;
  #draft: CustomDraft = new Map();
  #errors: CustomErrors = new Map();
  #picked = new Map<string, string>();

  constructor(host: ReactiveControllerHost, { fields, locale }: { fields: () => readonly CustomField[]; locale: () => string }) {
    this.#host = host;
    this.#fields = fields;
    this.#locale = locale;
  }

  get draft(): CustomDraft {
    return this.#draft;
  }

  get errors(): CustomErrors {
    return this.#errors;
  }

  /** The name of a record that was picked just now. */
  picked(id: string): string | undefined {
    return this.#picked.get(id);
  }

  learn(records: readonly NamedRecord[]): void {
    for (const { id, name } of records) this.#picked.set(id, name);
  }

  /** Forgets what was touched: another contact is edited. */
  restart(): void {
    this.#draft = new Map();
    this.#errors = new Map();
  }

  touched({ custom }: Contact): CustomPath[] {
    return touchedCustom(this.#fields(), custom, this.#draft, this.#locale()).map(pathOf);
  }

  /** What both the person and somebody else changed. */
  conflicts(base: Contact, current: Contact): CustomPath[] {
    const both = { base: base.custom, current: current.custom };
    return customConflicts(this.#fields(), both, this.#draft, this.#locale()).map((key) => pathOf({ key }));
  }

  change(base: Contact, key: string, input: CustomInput): void {
    this.#draft = new Map(this.#draft).set(key, input);
    if (this.#errors.size > 0) {
      // What was wrong is looked at again while it is mended; what is not finished yet is not blamed.
      const now = this.#find(base);
      this.#errors = new Map([...this.#errors].filter(([wrong, code]) => now.get(wrong) === code));
    }
    this.#host.requestUpdate();
  }

  /** Gives up what was typed in a field for what the record has. */
  drop(path: CustomPath): void {
    this.#draft = withoutInput(this.#draft, path.slice('custom.'.length));
    this.#host.requestUpdate();
  }

  /** Looks for what keeps the fields from being saved, and says how many they are. */
  check(base: Contact): number {
    this.#errors = this.#find(base);
    this.#host.requestUpdate();
    return this.#errors.size;
  }

  patch({ custom }: Contact): Record<CustomPath, Json | undefined> {
    return customPatch(this.#fields(), custom, this.#draft, this.#locale());
  }

  #find({ custom }: Contact): CustomErrors {
    return checkCustomDraft(this.#fields(), custom, this.#draft, this.#locale());
  }
}
