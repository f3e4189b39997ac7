import { fileURLToPath } from 'node:url'
import type { CodegenConfig } from '@graphql-codegen/cli'
import { operationId } from './packages/web/src/operations/operation-id.ts'
import { operationFiles, writeRegisteredOperations } from './packages/web/src/operations/registered-operations.ts'
import { registeredText } from './packages/web/src/operations/registered-text.ts'

const apps = ['patient', 'doctor', 'console']

/** `CODEGEN_APP` picks one app (its build does); without it all three are generated. */
const chosen = process.env.CODEGEN_APP ? [process.env.CODEGEN_APP] : apps

const root = fileURLToPath(new URL('.', import.meta.url))

/**
 * Every app writes its operations in `.graphql` files beside its pages, and imports the typed documents from `@/graphql/graphql`. Pages send
 * their ids alone; the texts go to `schema/operations`, where the gateway learns them.
 */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  ignoreNoDocuments: true,
  hooks: { beforeAllFileWrite: [() => writeRegisteredOperations(root, chosen)] },
  generates: Object.fromEntries(
    chosen.map((app) => [
      `apps/${app}/src/graphql/`,
      {
        documents: operationFiles(app),
        preset: 'client',
        presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: (text: string) => operationId(registeredText(text)), mode: 'embedHashInDocument' } },
        config: {
          enumsAsTypes: true,
          useTypeImports: true,
          strictScalars: true,
          scalars: { DateTime: 'string', Date: 'string', Fen: 'number', JSON: 'unknown' },
        },
      },
    ]),
  ),
}

export default config
