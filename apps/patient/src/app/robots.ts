import type { MetadataRoute } from 'next'
import { siteOrigin } from '@/content/origin'

/** What is about the hospital may be found; what is about a person stays out. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  return { rules: { userAgent: '*', allow: ['/site', '/articles', '/lectures', '/_next/'], disallow: '/' }, sitemap: `${await siteOrigin()}/sitemap.xml` }
}
