import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { migrateDatabase } from '@hospital/database/migrate'
import { createTestDatabase } from '@hospital/database/test-database'
import { migrateJobs } from '@hospital/events/jobs'

const NOW = fileURLToPath(new URL('../../migrations', import.meta.url))
const JOINED = /_pictures_of_pages_joined$/

/** The migrations of the version before. */
function migrationsBefore(): string {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  cpSync(NOW, folder, { recursive: true })
  const file = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] }
  const at = journal.entries.findIndex(({ tag }) => JOINED.test(tag))
  expect(at).toBeGreaterThan(0)
  for (const { tag } of journal.entries.slice(at)) rmSync(join(folder, `${tag}.sql`))
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, at) }))
  return folder
}

test('[A6-01] pages that were designed before show their pictures as before, in drafts and in versions', async () => {
  const before = migrationsBefore()
  const { url, databasePassword, drop } = await createTestDatabase([{ name: 'platform', folder: before }], migrateJobs)
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [page, image, file, public_, other] = [newId(), newId(), newId(), newId(), newId()]
    const content = (...pictures: string[]) => ({ style: {}, settings: {}, modules: pictures.map((one, at) => ({ id: `image-${at}`, kind: 'IMAGE', settings: { image: one, alt: '门诊楼' } })) })
    await sql`insert into platform.picture (id, width, height, published_at) values (${public_}, 300, 200, now())`
    await sql`insert into platform.page_image (id, file_id, width, height, kept_at, kept_by) values (${image}, ${file}, 1080, 432, now(), ${newId()}), (${other}, ${public_}, 300, 200, now(), null)`
    await sql`insert into platform.page (id, kind, node, terminal, draft, draft_version, draft_changed_at, preview_token) values (${page}, 'HOME', '*', '*', ${sql.json(content(image, other))}, 1, now(), 'token')`
    await sql`insert into platform.page_version (id, page_id, number, content, published_at) values (${newId()}, ${page}, 1, ${sql.json(content(image, image))}, now())`
    await migrateDatabase({ url, databasePassword, subgraphs: [{ name: 'platform', folder: NOW }], migrateJobs })
    expect((await sql`select draft from platform.page`)[0]!.draft).toEqual(content(file, public_))
    expect((await sql`select content from platform.page_version`)[0]!.content).toEqual(content(file, file))
    expect(await sql`select id, width, height from platform.picture order by width`).toEqual([{ id: public_, width: 300, height: 200 }, { id: file, width: 1080, height: 432 }])
    await expect(sql`update platform.page_version set number = 2`).rejects.toThrow()
  } finally {
    await sql.end()
    await drop()
    rmSync(before, { recursive: true, force: true })
  }
}, 120_000)
