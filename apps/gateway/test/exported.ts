import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readSheet } from '@hospital/importing/sheet'
import type { TestClient } from './client.ts'
import { until } from './until.ts'

export const EXPORT = 'mutation ($input: StartExportInput!) { startExport(input: $input) { id } }'

/** The rows of a list as a workbook has them, fetched as a person would: started, waited for, downloaded, read by the titles of its columns. */
export async function sheetOf(client: TestClient, list: string, filter: object, columns: string[]): Promise<Record<string, string>[]> {
  const { startExport } = await client.mutate(EXPORT, { input: { list, filter, columns } })
  const job = await until(async () => {
    const { job: now } = await client.query('query ($id: ID!) { job(id: $id) { state messages file { url } } }', { id: startExport.id })
    return ['SUCCEEDED', 'FAILED'].includes(now.state) && now
  }, 30_000)
  expect(job).toMatchObject({ state: 'SUCCEEDED' })
  const folder = mkdtempSync(join(tmpdir(), 'exported-'))
  try {
    const path = join(folder, 'list.xlsx')
    writeFileSync(path, Buffer.from(await (await client.open(job.file.url)).arrayBuffer()))
    const rows: string[][] = []
    for await (const { cells } of readSheet(path)) rows.push(cells)
    const [head, ...body] = rows
    return body.map((cells) => Object.fromEntries(head!.map((title, at) => [title, cells[at] ?? ''])))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A column of yuan added up in fen. */
export const fenIn = (rows: Record<string, string>[], column: string): number => rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0)
