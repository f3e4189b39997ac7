import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { urlOf, type Settings } from './environment.ts'

/** Addresses and, where the seed left them, the accounts of the demonstration. */
export function announcement(settings: Settings): string {
  const addresses: Record<string, string>[] = [
    { what: 'patient app (phone, H5)', address: urlOf('patient', settings) },
    { what: 'doctor workstation', address: urlOf('doctor', settings) },
    { what: 'operations console', address: urlOf('console', settings) },
    { what: 'gateway (GraphQL)', address: `${urlOf('gateway', settings)}/graphql` },
    ...(settings.production ? [] : [{ what: 'sandbox: HIS, WeChat Pay, SMS outbox', address: urlOf('sandbox', settings) }]),
  ]
  const accounts = settings.production ? [] : readAccounts(settings.dataDir)
  const parts = [table(addresses), ...(accounts.length > 0 ? ['Accounts of the demonstration (npm run code shows the one-time code of now)', table(accounts)] : [])]
  return `\n${parts.join('\n\n')}\n\nState and logs: ${settings.dataDir}. Ctrl-C stops everything.\n`
}

export function readAccounts(dataDir: string): Record<string, string>[] {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'accounts.json'), 'utf8')) as Record<string, string>[]
  } catch {
    return []
  }
}

export function table(rows: Record<string, string>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const widths = columns.map((column) => Math.max(...rows.map((row) => width(row[column] ?? '')), width(column)))
  const line = (cells: string[]) => `  ${cells.map((cell, index) => pad(cell, widths[index] ?? 0)).join('  ')}`.trimEnd()
  return [line(columns), line(widths.map((size) => '─'.repeat(size))), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\n')
}

function pad(text: string, size: number): string {
  return text + ' '.repeat(Math.max(0, size - width(text)))
}

/** A Chinese character takes two columns of a terminal. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1), 0)
}
