import type { CodegenConfig } from '@graphql-codegen/cli'

const apps = ['patient', 'doctor', 'console']

/** `CODEGEN_APP` picks one app (its build does); without it all three are generated. */
const chosen = process.env.CODEGEN_APP ? [process.env.CODEGEN_APP] : apps

/** Every app writes its operations in `.graphql` files beside its pages, and imports the typed documents from `@/graphql/graphql`. */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  ignoreNoDocuments: true,
  generates: Object.fromEntries(
    chosen.map((app) => [
      `apps/${app}/src/graphql/`,
      {
        documents: [`apps/${app}/src/**/*.graphql`],
        preset: 'client',
        presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256', mode: 'embedHashInDocument' } },
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
