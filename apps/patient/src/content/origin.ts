import { headers } from 'next/headers'

/** Where the public reaches this app: as the operator says (`SITE_URL`), else as this request came. */
export async function siteOrigin(): Promise<string> {
  if (process.env.SITE_URL) return process.env.SITE_URL.replace(/\/+$/, '')
  const asked = await headers()
  return `${asked.get('x-forwarded-proto')?.split(',')[0] ?? 'http'}://${asked.get('x-forwarded-host') ?? asked.get('host') ?? 'localhost'}`
}
