import { labelOfTypes } from './labels.js';
import type { CardProperty, PropertyReader } from './card-draft.js';
import { tidy, unescapeText } from './values.js';

/** Networks that older programs give a property of its own, `X-SKYPE` or `X-SKYPE-USERNAME`. */
const networks = [
  'aim', 'discord', 'facebook', 'gadugadu', 'google-talk', 'gtalk', 'icq', 'instagram', 'jabber', 'line', 'linkedin', 'mastodon', 'matrix', 'msn', 'qq',
  'signal', 'sip', 'skype', 'telegram', 'tiktok', 'twitter', 'wechat', 'whatsapp', 'xing', 'yahoo', 'youtube',
]; // prettier-ignore

/** What an address says about its network: the scheme of one such as `xmpp:ana@example.org`, else the host. */
function networkOf(value: string): string {
  try {
    const { protocol, hostname } = new URL(value);
    return protocol === 'https:' || protocol === 'http:' ? hostname.replace(/^www\./, '') : protocol.slice(0, -1);
  } catch {
    return '';
  }
}

const service = ({ params }: CardProperty) => (params.get('SERVICE-TYPE') ?? params.get('X-SERVICE-TYPE'))?.[0];

/** SOCIALPROFILE (RFC 9554, 3.5), X-SOCIALPROFILE and X-SERVICE-TYPE (Apple), IMPP (RFC 6350, 6.4.3; RFC 4770). */
const readProfile: PropertyReader = (property, { contact, version }) => {
  const { params, text, types, customLabel } = property;
  const address = unescapeText(text, version);
  const value = address || tidy((params.get('USERNAME') ?? params.get('X-USER'))?.[0] ?? '');
  const named = service(property);
  const label = labelOfTypes(types);
  const isByType = named === undefined && property.name === 'X-SOCIALPROFILE' && label !== undefined;
  const network = tidy(named ?? (isByType ? label : networkOf(value)));
  if (value === '' && network === '') return true;
  (contact.socials ??= []).push({ network, value });
  const isNameKept = value !== address || !(params.has('USERNAME') || params.has('X-USER'));
  const areTypesKept = isByType || types.every((type) => type === network.toLowerCase() || labelOfTypes([type]) === undefined);
  return customLabel === undefined && isNameKept && areTypesKept;
};

const readNetwork =
  (network: string): PropertyReader =>
  ({ text, types, customLabel }, { contact, version }) => {
    const value = unescapeText(text, version);
    if (value === '') return true;
    (contact.socials ??= []).push({ network, value });
    return customLabel === undefined && labelOfTypes(types) === undefined;
  };

export const socialReaders: readonly (readonly [string, PropertyReader])[] = [
  ...['SOCIALPROFILE', 'X-SOCIALPROFILE', 'IMPP'].map((name) => [name, readProfile] as const),
  ...networks.flatMap((network) => {
    const name = `X-${network.toUpperCase()}`;
    const reader = readNetwork(network);
    return [[name, reader] as const, [`${name}-USERNAME`, reader] as const];
  }),
];
