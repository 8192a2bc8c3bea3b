import { tokens } from '@crm-elements/schema';
import type { Choice } from './targets.js';

/** A text in the form in which headings, choices and names are compared: folded words with one space between them. */
export const plainWords = (text: string): string => tokens(text.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')).join(' ');

/** What people and other programs write for the choices of the store, in English, German, Spanish and French. */
const synonyms: Readonly<Record<string, string>> = {
  subscriber: 'subscriber|abonnent|abonnentin|suscriptor|suscriptora|abonne|abonnee',
  lead: 'lead|new lead|interessent|interessentin|prospecto|piste',
  qualified: 'qualified|qualified lead|marketing qualified lead|sales qualified lead|mql|sql|qualifiziert|cualificado|qualifie',
  opportunity: 'opportunity|chance|verkaufschance|oportunidad|opportunite',
  customer: 'customer|client|kunde|kundin|cliente|existing customer|bestandskunde',
  evangelist: 'evangelist|advocate|botschafter|embajador|ambassadeur',
  other: 'other|sonstige|sonstiges|andere|otro|otra|autre',
  prospect: 'prospect|lead|interessent|prospecto|potential customer|potencial',
  partner: 'partner|reseller|socio|partenaire',
  supplier: 'supplier|vendor|lieferant|proveedor|fournisseur',
  open: 'open|offen|abierto|abierta|ouvert|ouverte|in progress|active',
  won: 'won|closed won|gewonnen|ganado|ganada|gagne|gagnee',
  lost: 'lost|closed lost|verloren|perdido|perdida|perdu|perdue',
};

/** The choice that a text means, by its own name or by what others call it. */
export function readChoice(text: string, choices: readonly Choice[]): string | undefined {
  const words = plainWords(text);
  const found =
    choices.find(({ value, label }) => [value, label].includes(text.trim())) ??
    choices.find(({ value, label }) => words !== '' && [plainWords(value), plainWords(label)].includes(words)) ??
    choices.find(({ value }) => Object.hasOwn(synonyms, value) && synonyms[value]!.split('|').includes(words));
  return found?.value;
}

const yes = new Set(['true', 'yes', 'y', '1', 'x', 'ja', 'j', 'wahr', 'si', 'verdadero', 'oui', 'o', 'vrai', 'active', 'aktiv']);
const no = new Set(['false', 'no', 'n', '0', 'nein', 'falsch', 'falso', 'non', 'faux', 'inactive', 'inaktiv']);

export function readBoolean(text: string): boolean | undefined {
  const words = plainWords(text);
  return yes.has(words) ? true : no.has(words) ? false : undefined;
}
