import { startTestDatabase } from './test-database.ts'

/** Gives the tests one PostgreSQL as `TEST_DATABASE_URL`, unless whoever started them already did. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined
  const database = await startTestDatabase()
  process.env.TEST_DATABASE_URL = database.url
  return async () => {
    delete process.env.TEST_DATABASE_URL
    await database.stop()
  }
}
