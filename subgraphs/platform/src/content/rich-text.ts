import sanitizeHtml from 'sanitize-html'
import { isId } from '@hospital/database/identifier'
import { invalid } from '@hospital/subgraph/fields'
import { safeLink } from './link.ts'

const LONGEST = 60_000
const MOST_PICTURES = 30
const PICTURE_URL = /\/pictures\/([0-9a-f-]{36})(?:\?|$)/i
const PICTURE = /<img src="picture:([0-9a-f-]{36})"/g

/** All that an article may consist of. Whatever is not here is left out, with what scripts and styles hold; of other elements the words stay. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'h2', 'h3', 'blockquote', 'ul', 'ol', 'li', 'strong', 'em', 'u', 's', 'a', 'br', 'hr', 'img'],
  allowedAttributes: { a: ['href', 'rel'], img: ['src', 'alt'] },
  allowedSchemes: ['https'],
  allowedSchemesByTag: { img: ['picture'] },
  allowProtocolRelative: false,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'iframe', 'object', 'embed', 'svg', 'math', 'template', 'title', 'xmp'],
  nestingLimit: 20,
  transformTags: {
    h1: 'h2', h4: 'h3', h5: 'h3', h6: 'h3', b: 'strong', i: 'em', del: 's', strike: 's',
    a: (tagName, { href }) => {
      const link = safeLink(href ?? '')
      return { tagName, attribs: link ? { href: link, ...(!link.startsWith('/') && { rel: 'noopener noreferrer nofollow' }) } : {} }
    },
    img: (tagName, { src, alt }) => ({ tagName, attribs: { src: pictureName(src ?? ''), alt: (alt ?? '').slice(0, 200) } }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src,
}

/** Pictures are ours, made public before: by the link that they were shown by in the editor. */
function pictureName(src: string): string {
  const id = (/^picture:(.+)$/.exec(src) ?? PICTURE_URL.exec(src))?.[1]?.toLowerCase()
  return id && isId(id) ? `picture:${id}` : ''
}

export interface RichText {
  html: string
  /** The words alone. */
  words: string
  /** Ids of the pictures in it. */
  pictures: string[]
}

/** What is left of a formatted text once everything is out that is none of an article's business. Refuses INVALID_INPUT: too long, too many pictures. */
export function cleanRichText(field: string, typed: string): RichText {
  if (typed.length > LONGEST) throw invalid(field, `正文太长，请控制在 ${LONGEST.toLocaleString('en-US')} 个字符以内。`)
  const html = sanitizeHtml(typed, ALLOWED).replaceAll('\0', '').trim()
  const pictures = picturesIn(html)
  if (pictures.length > MOST_PICTURES) throw invalid(field, `正文中的图片不能超过 ${MOST_PICTURES} 张。`)
  const words = sanitizeHtml(html.replace(/<(?:\/(?:p|h2|h3|li|blockquote)|br \/)>/g, '$& '), { allowedTags: [], allowedAttributes: {} }).replace(/\s+/g, ' ').trim()
  return { html, words, pictures }
}

/** The pictures of a clean text, each once. */
export const picturesIn = (html: string) => [...new Set(Array.from(html.matchAll(PICTURE), ([, id]) => id!))]

/** The text as pages show it: each picture by its public link, with its size so that nothing jumps. */
export function withPictures(html: string, pictureOf: (id: string) => { url: string; width: number; height: number } | undefined): string {
  return html.replace(PICTURE, (whole, id: string) => {
    const found = pictureOf(id)
    return found ? `<img src="${found.url}" width="${found.width}" height="${found.height}" loading="lazy"` : whole
  })
}
