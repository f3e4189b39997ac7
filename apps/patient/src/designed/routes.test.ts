import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ROUTES } from '@hospital/pages/routes'

const app = fileURLToPath(new URL('../app', import.meta.url))

it.each(Object.keys(ROUTES))('[A2-03] %s, which an entry may lead to, is a page of this app', (path) => {
  expect([`${app}${path}/page.tsx`, `${app}/(tabs)${path}/page.tsx`].some(existsSync)).toBe(true)
})
