import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { connect } from './connect.ts'
import { isUnavailable } from './unavailable.ts'

test('[unbreakable] a server that is not there is told apart from what it refuses, through whatever wraps the error', async () => {
  const nowhere = connect('postgres://nobody@127.0.0.1:1/none', { name: 'test', max: 1 })
  const refused = await nowhere.sql`select 1`.catch((error: unknown) => error)
  expect(isUnavailable(refused)).toBe(true)
  expect(isUnavailable(new GraphQLError('x', { originalError: new Error('Failed query', { cause: refused }) }))).toBe(true)
  await nowhere.close()
  const here = connect(process.env.TEST_DATABASE_URL!, { name: 'test', max: 1 })
  expect(isUnavailable(await here.sql`select 1/0`.catch((error: unknown) => error))).toBe(false)
  const killed = await here.sql`select pg_terminate_backend(pg_backend_pid())`.catch((error: unknown) => error)
  expect(isUnavailable(killed)).toBe(true)
  await expect.poll(() => here.sql`select 1 as one`.then(([row]) => row!.one, () => undefined)).toBe(1)
  await here.close()
  expect(isUnavailable(undefined)).toBe(false)
})
