import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { BELOW, ROUTES } from '@hospital/pages/routes'

const app = fileURLToPath(new URL('../app', import.meta.url))

it.each([...Object.keys(ROUTES), ...Object.keys(BELOW)])('[A2-03] %s, which a link may lead to, is a page of this app', (path) => {
  expect([`${app}${path}/page.tsx`, `${app}/(tabs)${path}/page.tsx`].some(existsSync)).toBe(true)
})
