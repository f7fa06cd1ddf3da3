import { expect, it } from 'vitest';
import { html } from './html.ts';

it('takes everything for text that did not come from itself', () => {
  const list = [html`<li>${'<1>'}</li>`, html`<li>${2}</li>`];
  const value = `"><script>alert('&')</script>`;
  expect(html`<p title="${value}">${list}${null}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"><li>&lt;1&gt;</li><li>2</li></p>',
  );
});
