import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'postgresql', schema: ['./src/tables.ts', './src/identity/tables.ts', './src/health-card/tables.ts', './src/consents/tables.ts', './src/wechat/tables.ts'], out: './migrations', casing: 'snake_case', schemaFilter: ['patients'] })
