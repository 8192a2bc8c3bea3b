/**
 * The policy that every page of this workspace is served with, and that the documentation gives to hosts.
 * @param {{ nonce?: string, styles?: string, connect?: string }} [relax] what a development server's own client needs on top
 */
export function securityPolicy({ nonce, styles = '', connect = '' } = {}) {
  const also = (text) => (text ? ` ${text}` : '');
  return [
    `default-src 'none'`,
    `script-src 'self'${also(nonce && `'nonce-${nonce}'`)}`,
    `style-src 'self'${also(styles)}`,
    `img-src 'self' blob: data:`,
    `connect-src 'self'${also(connect)}`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html crm-elements`,
  ].join('; ');
}
