import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import swc from 'unplugin-swc'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

/** An unattended runner may stall once on a full machine; a rule that is broken fails twice. At a person's desk nothing is tried again. */
const retry = process.env.CI ? 1 : 0

/** Half of a file's time it waits for its database or its outside world: on two cores two of them at once. */
const maxWorkers = Math.max(2, availableParallelism() - 1)

/** Each worker of the journeys has a hospital of its own: `npm test` takes two side by side, a person at a desk one. */
const hospitals = Number(process.env.HOSPITALS ?? 1)

export default defineConfig({
  plugins: [swc.vite({ tsconfigFile: false, jsc: { parser: { syntax: 'typescript', decorators: true, tsx: true }, transform: { legacyDecorator: true }, keepClassNames: true, target: 'es2024' } })],
  // one copy of graphql for code that vitest transforms and for libraries that Node loads: two are "another realm"
  resolve: { alias: [{ find: /^graphql$/, replacement: `${root}node_modules/graphql/index.js` }] },
  test: {
    root,
    maxWorkers,
    exclude: ['**/node_modules/**', '**/.next/**', '**/.data/**'],
    projects: [
      {
        test: {
          name: 'tests',
          include: ['{packages,subgraphs,apps}/*/{src,test}/**/*.test.{ts,tsx}'],
          globalSetup: ['packages/launcher/src/vitest-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          retry,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['apps/*/journeys/*.journey.ts'],
          setupFiles: ['packages/launcher/src/journey-failed.ts'],
          globalSetup: ['packages/launcher/src/vitest-system.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: hospitals,
          sequence: { groupOrder: 1 },
          retry,
        },
      },
    ],
  },
})
