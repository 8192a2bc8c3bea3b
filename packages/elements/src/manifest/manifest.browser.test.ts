import { expect } from 'chai';
import type { LitElement } from 'lit';
import '../define/all.js';
import '../define/contact-card-form.js';
import '../define/contact-card-timeline.js';
import { documentedElements, literal, type ManifestAttribute, type ManifestElement } from './manifest.test-helper.js';

type ElementClass = CustomElementConstructor & { observedAttributes?: readonly string[] };

const classOf = ({ tagName }: ManifestElement): ElementClass => customElements.get(tagName)!;
const fresh = ({ tagName }: ManifestElement) => document.createElement(tagName) as HTMLElement & Record<string, unknown>;

/** Values to set an attribute to, and what its property is then. */
function samples({ type }: ManifestAttribute): readonly (readonly [string, unknown])[] {
  const text = type?.text ?? '';
  if (text === 'boolean') return [['', true]];
  if (text === 'number') return [['3', 3]];
  const choices = [...text.matchAll(/'([^']+)'/g)].map(([, choice]) => choice!);
  return (choices.length > 0 ? choices : ['sample']).map((choice) => [choice, choice]);
}

/** The style sheets of an element and of the modules that it is made of. */
async function styleTexts(element: HTMLElement): Promise<string> {
  document.body.append(element);
  await (element as Partial<LitElement>).updateComplete;
  const texts: string[] = [];
  const read = (root: ShadowRoot) => {
    for (const sheet of [...root.adoptedStyleSheets, ...root.styleSheets]) for (const { cssText } of sheet.cssRules) texts.push(cssText);
    for (const inner of root.querySelectorAll('*')) {
      texts.push(inner.getAttribute('style') ?? '');
      if (inner.shadowRoot) read(inner.shadowRoot);
    }
  };
  read(element.shadowRoot!);
  element.remove();
  return texts.join('\n');
}

/** Where an inner element, which is there only with records, uses what the element around it documents. */
const usedInside: Readonly<Record<string, string>> = { '--crm-contact-card-timeline-height': 'crm-contact-timeline' };

describe('the manifest', () => {
  let elements: ManifestElement[];
  before(async () => {
    elements = await documentedElements();
  });

  /** What is wrong with any element, in a line each. */
  const complaints = (look: (element: ManifestElement) => readonly (string | false | undefined)[]): string[] =>
    elements.flatMap((element) =>
      look(element)
        .filter((text) => typeof text === 'string')
        .map((text) => `<${element.tagName}> ${text}`),
    );

  it('names elements that are registered under these tags, and no tag twice', () => {
    // Fails when a tag is written differently here and in define/, or an element is left out.
    expect(elements.map(({ tagName, name }) => (customElements.get(tagName) ? '' : `${tagName} ${name}`)).join('')).to.equal('');
    expect(elements.map(({ tagName }) => tagName).sort()).to.deep.equal([
      'crm-chat-panel',
      'crm-chat-widget',
      'crm-contact-card',
      'crm-contact-hover-card',
      'crm-contact-list',
      'crm-deal-card',
      'crm-deal-panel',
      'crm-import',
      'crm-pipeline-board',
      'crm-pipeline-summary',
      'crm-provider',
      'crm-settings',
      'crm-ticket-inbox',
      'crm-ticket-list',
      'crm-ticket-thread',
    ]);
  });

  it('describes whatever it names', () => {
    // Fails when a property, an attribute, a method or a custom property has no doc comment.
    expect(
      complaints(({ members, attributes, cssProperties }) =>
        [...members, ...attributes, ...cssProperties].map(({ name, description }) => !description && `${name} has no description`),
      ),
    ).to.deep.equal([]);
  });

  it('names the attributes that are observed, all of them and no other', () => {
    // Fails when an attribute is renamed in one place, or one is not documented.
    for (const element of elements) {
      const documented = element.attributes.map(({ name }) => name).sort();
      expect(documented, element.tagName).to.deep.equal([...(classOf(element).observedAttributes ?? [])].sort());
    }
  });

  it('says which property an attribute sets, and what it can be', () => {
    // Fails when an attribute does not reach its property, or a documented value is not taken.
    expect(
      complaints((element) =>
        element.attributes.flatMap((attribute) => {
          const { name, fieldName } = attribute;
          if (!fieldName) return [`attribute ${name} has no property`];
          return samples(attribute).map(([written, wanted]) => {
            const instance = fresh(element);
            instance.setAttribute(name, written);
            // The property that opens the chat is a method when it is read.
            const value = instance[fieldName === 'open' && 'isOpen' in instance ? 'isOpen' : fieldName];
            return value !== wanted && `${name}="${written}" gives ${fieldName} the value ${String(value)}`;
          });
        }),
      ),
    ).to.deep.equal([]);
  });

  it('names properties and methods that are there', () => {
    // Fails when one is renamed or taken away, or a method is documented as a property.
    expect(
      complaints((element) => {
        const instance = fresh(element);
        return element.members.map(({ kind, name, static: isStatic }) => {
          const owner = (isStatic ? classOf(element) : instance) as unknown as Record<string, unknown>;
          if (!(name in owner)) return `has no ${name}`;
          return kind === 'method' && typeof owner[name] !== 'function' && `${name} is no method`;
        });
      }),
    ).to.deep.equal([]);
  });

  it('names the reactive properties, all of them', () => {
    // Fails when a property that has an attribute is not documented as a property.
    expect(
      complaints((element) => {
        const { elementProperties = new Map() } = classOf(element) as unknown as Pick<typeof LitElement, 'elementProperties'>;
        return [...elementProperties]
          .filter(([, { attribute, state }]) => attribute !== false && !state)
          .map(([name]) => !element.members.some((member) => member.name === name) && `does not document ${String(name)}`);
      }),
    ).to.deep.equal([]);
  });

  it('names the value that a fresh element has', () => {
    // Fails when a default is changed and not its documentation, or a value is there that is not documented.
    expect(
      complaints((element) => {
        const instance = fresh(element);
        return element.members
          .filter(({ kind, static: isStatic, readonly, default: given, type }) => {
            const isCommand = type?.text.startsWith('() =>');
            return kind === 'field' && !isStatic && !isCommand && !(readonly && given === undefined);
          })
          .map(({ name, default: documented }) => {
            const [wanted, found] = [literal(documented), instance[name]].map((value) => JSON.stringify(value));
            return wanted !== found && `${name} is ${found}, and documented as ${wanted}`;
          });
      }),
    ).to.deep.equal([]);
  });

  it('gives an attribute the default of its property', () => {
    // Fails when the two differ.
    expect(
      complaints(({ attributes, members }) =>
        attributes.map(({ name, fieldName, default: given }) => {
          const member = members.find((one) => one.name === fieldName);
          return (
            member?.type?.text.startsWith('() =>') !== true && member?.default !== given && `${name} is ${given}, not ${member?.default}`
          );
        }),
      ),
    ).to.deep.equal([]);
  });

  it('can be read only where it says so', () => {
    // Fails when a property that is documented as settable has no setter, or the other way round.
    expect(
      complaints((element) => {
        const instance = fresh(element);
        return element.members
          .filter(({ kind, static: isStatic }) => kind === 'field' && !isStatic)
          .map(({ name, readonly = false }) => {
            let owner: object | null = instance;
            while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner) as object | null;
            const found = owner ? Object.getOwnPropertyDescriptor(owner, name) : undefined;
            return (found?.get !== undefined && found.set === undefined) !== readonly && `${name} ${readonly ? 'can' : 'cannot'} be set`;
          });
      }),
    ).to.deep.equal([]);
  });

  it('names custom properties that the styles look at, with their defaults', async () => {
    // Fails when one is renamed in a style sheet, or its fallback is changed there only.
    const missing: string[] = [];
    for (const element of elements) {
      for (const { name, default: fallback } of element.cssProperties) {
        const inner = usedInside[name];
        const texts = await styleTexts(inner ? document.createElement(inner) : fresh(element));
        const used = [...texts.matchAll(new RegExp(`var\\(\\s*${name}\\s*[,)]\\s*([^;}]*)`, 'g'))].map(([, rest]) =>
          rest!.replace(/\s/g, ''),
        );
        if (used.length === 0) missing.push(`<${element.tagName}> does not use ${name}`);
        else if (fallback && !used.some((rest) => rest.startsWith(fallback.replace(/\s/g, ''))))
          missing.push(`<${element.tagName}> ${name} is ${fallback}, and in the styles: ${used.join(' or ')}`);
      }
    }
    expect(missing).to.deep.equal([]);
  });
});
