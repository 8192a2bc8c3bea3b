import type { TextMark } from '@crm-elements/schema';
import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { deep, sharedData } from '../../../../tools/test-support.js';
import { renderText } from './message-text.js';

function shown(text: string, marks: readonly TextMark[] = []): HTMLElement {
  const place = document.createElement('div');
  render(renderText(text, marks), place);
  return place.querySelector<HTMLElement>('.message-text')!;
}

const links = (element: HTMLElement) => [...element.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')]);
const mark = (type: TextMark['type'], start: number, end: number, more: Partial<TextMark> = {}): TextMark => ({
  type,
  start,
  end,
  ...more,
});

describe('the text of messages', () => {
  it('keeps the text as it is, line breaks and white space too', () => {
    // Fails when white space is trimmed or folded, or the template brings some of its own between its tags.
    const text = ' Hello,\n\n  two  spaces\tand a tab ';
    expect(shown(text).textContent).to.equal(text);
  });

  it('finds its own direction', () => {
    // Fails when an Arabic message takes the direction of the language around it.
    expect(shown('مرحبا').dir).to.equal('auto');
  });

  it('renders bold, italic, code and mentions as elements, one inside the other where they overlap', () => {
    // Fails when marks are not cut where another begins or ends, or a type of mark has no element.
    const element = shown('bold both code @Ann', [
      mark('bold', 0, 9),
      mark('italic', 5, 9),
      mark('code', 10, 14),
      mark('mention', 15, 19, { id: 'a' }),
    ]);
    expect(element.textContent).to.equal('bold both code @Ann');
    expect([...element.querySelectorAll('strong')].map(({ textContent }) => textContent)).to.deep.equal(['bold ', 'both']);
    expect(element.querySelector('strong em')!.textContent).to.equal('both');
    expect(element.querySelector('code')!.textContent).to.equal('code');
    expect(element.querySelector('.mention')!.textContent).to.equal('@Ann');
  });

  it('makes links of addresses, of web and mail', () => {
    // Fails when the stop or comma after an address belongs to it, or one without a scheme is taken for http.
    expect(links(shown('See https://example.com/a?b=1, www.example.org or ana@example.com.'))).to.deep.equal([
      ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
      ['www.example.org', 'https://www.example.org/'],
      ['ana@example.com', 'mailto:ana@example.com'],
    ]);
  });

  it('leaves names of files and addresses in code alone', () => {
    // Fails when endings such as .md and .sh are taken for those of sites, or code is searched for addresses.
    expect(links(shown('read me.md and run.sh, then https://a.example/', [mark('code', 28, 46)]))).to.deep.equal([]);
  });

  it('keeps one link whole when part of it is bold', () => {
    // Fails when a link ends where another mark begins, and so is two stops for Tab.
    const element = shown('go to the shop now', [mark('link', 3, 14, { href: 'https://shop.example/' }), mark('bold', 10, 18)]);
    expect(links(element)).to.deep.equal([['to the shop', 'https://shop.example/']]);
    expect(element.querySelector('a strong')!.textContent).to.equal('shop');
  });

  it('shows where a link leads, and keeps the page it leads to from this one', () => {
    // Fails when a link lacks its title, or hands the page it leads to a referrer, an opener or this tab.
    const link = shown('our bank', [mark('link', 4, 8, { href: 'https://bank.example/' })]).querySelector('a')!;
    expect(link.title).to.equal('https://bank.example/');
    expect(link.rel.split(' ')).to.include.members(['noopener', 'noreferrer', 'nofollow', 'ugc']);
    expect(link.target).to.equal('_blank');
  });

  it('makes no link of what is not safe, and keeps its text', () => {
    // Fails when a set link goes past the gate for addresses, or its text goes with it.
    for (const href of [
      // eslint-disable-next-line no-script-url
      'javascript:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
      ' https://u:p@a.example',
      '/relative',
      'file:///etc/passwd',
      'https://a.example/\u202egpj.exe',
    ]) {
      const element = shown('click me', [mark('link', 0, 8, { href })]);
      expect(links(element), href).to.deep.equal([]);
      expect(element.textContent).to.equal('click me');
    }
  });

  it('bears marks that lie: outside, the wrong way round, empty, through a pair of code units, in great number', () => {
    // Fails when marks are used before they are put right: cut through an emoji, or looked for beyond the text.
    const text = 'a😀b';
    const marks = [
      mark('bold', -5, 99),
      mark('italic', 3, 1),
      mark('code', 2, 2),
      mark('link', 2, 3, { href: 'https://a.example' }),
      mark('mention', 50, 60),
    ];
    const element = shown(text, marks);
    expect(element.textContent).to.equal(text);
    expect(element.querySelector('a')!.textContent).to.equal('😀');
    const many = Array.from({ length: 2_000 }, (_, i) => mark(i % 2 ? 'bold' : 'italic', i * 3, i * 3 + 2));
    expect(shown('x'.repeat(6_000), many).textContent).to.have.length(6_000);
  });

  it('never makes anything of markup', () => {
    // Fails when a text becomes HTML or part of a template, or is decoded before it is shown.
    const text = '<img src=x onerror="parent.hit=1"><script>hit=1</script>${hit}{{hit}}<!--?lit$1$-->&lt;b&gt;';
    const element = shown(text);
    expect(element.textContent).to.equal(text);
    expect(element.querySelector('*') === null).to.equal(true);
  });

  it('takes a long hostile text in time that grows with its length', () => {
    // Fails when looking for addresses costs the square of the length, as by a pattern that backtracks with no limit to what it scans.
    // The best of several: what else the machine does meanwhile is not the text's fault.
    const time = (text: string) =>
      Math.max(
        1,
        Math.min(
          ...Array.from({ length: 5 }, () => {
            const from = performance.now();
            shown(text);
            return performance.now() - from;
          }),
        ),
      );
    for (const part of ['a.', '@', 'http://', '((((', 'a@a.', '://', '\u0301']) {
      time(part);
      const [short, long] = [time(part.repeat(2_000)), time(part.repeat(20_000))];
      expect(long / short, `${part}: ${short} and ${long} ms`).to.be.below(60);
    }
  });

  it('shows every hostile payload and link as text that runs nothing and leads nowhere it should not', async function () {
    // Fails when one of the known attacks finds a way past the gate, or a text that contains one is changed.
    const [payloads, addresses] = await Promise.all([sharedData('security/xss-payloads.jsonl'), sharedData('security/links.json')]);
    if (payloads === undefined || addresses === undefined) return this.skip();
    const texts = [
      ...payloads
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown)
        .map((line) => (typeof line === 'string' ? line : String((line as { payload: unknown }).payload))),
    ];
    const hrefs = JSON.parse(addresses) as string[];
    for (const text of deep ? texts : texts.filter((_, i) => i % 20 === 0)) {
      const element = shown(text, [mark('link', 0, text.length, { href: text }), mark('bold', 0, 3)]);
      expect(element.textContent).to.equal(text);
      expect(element.querySelector(':not(a, strong)') === null, text).to.equal(true);
    }
    for (const href of [...hrefs, ...texts]) {
      for (const link of shown(href, [mark('link', 0, href.length, { href })]).querySelectorAll('a')) {
        expect(['https:', 'http:', 'mailto:', 'tel:'], href).to.include(link.protocol);
        expect(link.username + link.password, href).to.equal('');
      }
    }
  });
});
