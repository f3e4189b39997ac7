import { expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { safeLink } from './link.ts'
import { cleanRichText, withPictures } from './rich-text.ts'

const clean = (html: string) => cleanRichText('body', html).html

test.each([
  ['a script', '<p>前<script>alert(1)</script>后</p>', '<p>前后</p>'],
  ['a handler', '<p onclick="alert(1)" style="position:fixed" class="x" id="y">字</p>', '<p>字</p>'],
  ['a script as a link', '<a href="javascript:alert(1)">字</a><a href=" java\nscript:alert(1)">字</a><a href="data:text/html,x">字</a>', '<a>字</a><a>字</a><a>字</a>'],
  ['a frame', '<iframe src="https://evil.example">内</iframe><object data="x"></object><embed src="x">', ''],
  ['drawings with scripts', '<svg><style><img src=x onerror=alert(1)></style></svg><math><mtext><script>1</script></mtext></math>', ''],
  ['a broken element', '<p>字<img src=x onerror=alert(1)//<p>尾', '<p>字尾</p>'],
  ['a foreign picture', '<img src="https://evil.example/pixel.gif"><img src="data:image/svg+xml,x"><img src="//evil.example/pictures/x">', ''],
  ['forms and styles', '<style>body{display:none}</style><form action="https://evil.example"><input name="a"><button>按</button></form>', '按'],
  ['other headings and marks', '<h1>题</h1><b>粗</b><i>斜</i>', '<h2>题</h2><strong>粗</strong><em>斜</em>'],
])('[A7-09] of %s only what an article may hold is left', (_what, typed, left) => {
  expect(clean(typed)).toBe(left)
})

test('[A7-09] links lead to pages of ours or to https', () => {
  expect(clean('<a href="https://www.nhc.gov.cn/a" target="_blank" onclick="x()">委</a><a href="/booking">号</a>')).toBe('<a href="https://www.nhc.gov.cn/a" rel="noopener noreferrer nofollow">委</a><a href="/booking">号</a>')
  for (const foreign of ['http://plain.example', '//evil.example', '/\\evil.example', 'https://user@evil.example', 'https:evil.example', 'https://localhost', '/api/session/renew', '/unknown', '/articles/../api/x', 'ftp://x.example', '/booking\n']) {
    expect([foreign, safeLink(foreign.replace('\n', '\u0001'))]).toEqual([foreign, undefined])
  }
})

test('[A7-09] a picture of ours is kept by its id and shown by its link and size', () => {
  const id = newId()
  const { html, words, pictures } = cleanRichText('body', `<p>正文</p><img src="http://127.0.0.1:4000/pictures/${id}?signature=abc" alt="门诊&quot;楼" width="9999" onload="x()">`)
  expect([pictures, words]).toEqual([[id], '正文'])
  expect(withPictures(html, () => ({ url: 'https://h/p', width: 3, height: 2 }))).toBe('<p>正文</p><img src="https://h/p" width="3" height="2" loading="lazy" alt="门诊&quot;楼" />')
  expect(clean(html)).toBe(html)
})
