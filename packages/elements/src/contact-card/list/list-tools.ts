/** What is loaded with the first filter, view, order or selection. */
import type { CrmError } from '@crm-elements/data';
import type { TemplateResult } from 'lit';
import type { people } from '../../i18n/en/people.js';
import type { Announcer } from '../../internal/announcer.js';
import type { ClientController } from '../../internal/client.js';
import type { CrmDataElement } from '../../internal/crm-data-element.js';
import type { Localizer } from '../../internal/locale.js';
import type { Toasts } from '../../internal/toasts.js';
import type { PagesQuery } from './contact-pages.js';
import type { ContactFilter } from './contact-rules.js';
import type { ContactSelection } from './contact-selection.js';
import type { ContactSort } from './contact-sorts.js';
import type { ListViews } from './list-views.js';

/** The list, as its tools know it. */
export interface ToolsHost extends CrmDataElement {
  filter: ContactFilter | undefined;
  sort: ContactSort;
  viewId: string | undefined;
  columns: readonly string[] | undefined;
  selection: readonly string[];
  readonly hideActions: boolean;
}

export interface ToolsGround {
  readonly host: ToolsHost;
  readonly clients: ClientController;
  readonly localizer: Localizer<typeof people>;
  readonly announcer: Announcer;
  readonly toasts: Toasts;
  readonly explain: (error: CrmError) => string;
  /** What is asked for now. */
  readonly asked: () => PagesQuery;
  /** How many there are; undefined as long as not all of them are known. */
  readonly count: () => number | undefined;
  /** How many there are, in words. */
  readonly total: () => string;
  /** What is shown changes by a person: the new number is said. */
  readonly announce: () => void;
}

/** The tools of a list: menus, dialogs, and what they do. */
export interface ListTools {
  readonly selection: Pick<ContactSelection, 'toggle' | 'rangeTo' | 'all' | 'clear'>;
  readonly views: Pick<ListViews, 'current' | 'isEdited' | 'isPending'>;
  /** What the line above the rows says and offers while something is selected or being done; undefined otherwise. */
  readonly bar: { readonly text: unknown; readonly actions: unknown; readonly isBusy: boolean } | undefined;
  openFilter(trigger: HTMLElement): void;
  openViews(trigger: HTMLElement): void;
  openSort(trigger: HTMLElement): void;
  openNew(): void;
  /** Opens the import, with files that are there already. */
  bring(files?: readonly File[]): void;
  renderChips(): unknown;
  render(): TemplateResult;
}

export interface ToolsPart {
  readonly Tools: new (ground: ToolsGround) => ListTools;
}
