/**
 * The policy that every page of this workspace is served with, and that the documentation gives to hosts.
 * @param {{ nonce?: string, styles?: string, connect?: string, fonts?: string, frames?: string }} [relax] what a page needs for itself on
 * top: a development server's own client, a page's own fonts, a page that frames others
 */
export function securityPolicy({ nonce, styles = '', connect = '', fonts = '', frames = '' } = {}) {
  const also = (text) => (text ? ` ${text}` : '');
  return [
    `default-src 'none'`,
    `script-src 'self'${also(nonce && `'nonce-${nonce}'`)}`,
    `style-src 'self'${also(styles)}`,
    `img-src 'self' blob: data:`,
    `connect-src 'self'${also(connect)}`,
    ...(fonts ? [`font-src ${fonts}`] : []),
    ...(frames ? [`frame-src ${frames}`] : []),
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html crm-elements`,
  ].join('; ');
}
