import type { Metadata } from 'next'
import { house } from '@/house/house'
import { siteOrigin } from './origin'

interface PublicPage {
  title: string
  description: string
  path: string
  picture?: { url: string; width: number; height: number } | null
  /** Of an article: when it was published. */
  publishedAt?: string | null
}

/** What search engines and shared links say of a public page. */
export async function metadataOf({ title, description, path, picture, publishedAt }: PublicPage): Promise<Metadata> {
  const [{ hospitalName: name }, origin] = await Promise.all([house(), siteOrigin()])
  const url = origin + path
  const shared = { title, description, url, siteName: name, locale: 'zh_CN', ...(picture && { images: [{ url: picture.url, width: picture.width, height: picture.height }] }) }
  return {
    title, description, alternates: { canonical: url },
    openGraph: publishedAt ? { ...shared, type: 'article', publishedTime: publishedAt } : { ...shared, type: 'website' },
  }
}

const LONGEST = 120

/** The first words of a text, for a description. */
export function firstWords(text: string): string {
  const words = text.replace(/<[^>]*>/g, ' ').replace(/&nbsp;/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim()
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words
}
