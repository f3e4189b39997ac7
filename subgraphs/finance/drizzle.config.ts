import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'postgresql', schema: ['./src/tables.ts', './src/bills/tables.ts', './src/inpatient/tables.ts', './src/refund-requests/tables.ts'], out: './migrations', casing: 'snake_case', schemaFilter: ['finance'] })
