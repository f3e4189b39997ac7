import type { Page } from 'playwright-core'

interface Answer {
  data?: any
  errors?: { message: string; extensions: { code: string } }[]
}

/** Asks the graph past the pages, as whoever is signed in to an app in this browser: pages send none but operations that are registered. */
export async function askGraph(page: Page, app: 'patient' | 'doctor' | 'console', gateway: string, query: string, variables: object = {}): Promise<Answer> {
  const cookies = await page.context().cookies()
  const access = cookies.find(({ name }) => name === `hospital_${app}_access`)
  if (!access) throw new Error(`nobody is signed in to ${app}`)
  const token = decodeURIComponent(access.value).split('~')[1]
  const response = await fetch(`${gateway}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }) })
  return (await response.json()) as Answer
}
