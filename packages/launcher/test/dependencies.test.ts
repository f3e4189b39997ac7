import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { dependenciesPage, directDependencies, isAllowed, licencesOfAll, mismatches } from '../src/dependencies.ts'
import { REASONS } from '../src/dependency-reasons.ts'

const direct = directDependencies()

test('every direct dependency says why it is here, at one exact version', () => {
  expect(direct.filter(({ reason }) => !reason).map(({ name }) => name)).toEqual([])
  expect(direct.filter(({ versions }) => versions.length > 1 || !/^\d+\.\d+\.\d+[\w.-]*$/.test(versions[0]!)).map(({ name, versions }) => `${name} ${versions}`)).toEqual([])
  expect(Object.keys(REASONS).filter((name) => !direct.some((one) => one.name === name))).toEqual([])
})

test('the lock file installs what the manifests ask for: npm sbom refuses anything else', () => {
  expect(mismatches()).toEqual([])
})

test('every licence is one that we may live with, also of what comes along', () => {
  expect([...licencesOfAll()].filter(([licence]) => !isAllowed(licence))).toEqual([])
  expect(['GPL-3.0-only', 'unknown', 'MIT AND AGPL-3.0-only', '(GPL-2.0 OR SSPL-1.0)'].filter(isAllowed)).toEqual([])
  expect(['(MIT OR GPL-3.0-or-later)', 'Apache-2.0 AND MIT'].filter(isAllowed)).toHaveLength(2)
})

test('docs/dependencies.md is as the manifests are (npm run dependencies)', () => {
  expect(readFileSync(fileURLToPath(new URL('../../../docs/dependencies.md', import.meta.url)), 'utf8')).toBe(dependenciesPage())
})
