import { afterAll, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { connect } from './connect.ts'

const { db, close } = connect(process.env.TEST_DATABASE_URL!, { name: 'preparing', max: 1 })
afterAll(close)

const double = (n: number) => sql`select ${n}::int * 2 as doubled`
const kept = async (part: string) => (await db.execute<{ statement: string }>(sql.raw(`select statement from pg_prepared_statements where statement like '%${part}%'`))).map(({ statement }) => statement)

it('a statement is prepared once for a connection, in and out of transactions, and answers each its own', async () => {
  expect(await db.execute(double(2))).toEqual([{ doubled: 4 }])
  const inside = await db.transaction(async (tx) => {
    const [first] = await tx.execute(double(3))
    const [second] = await tx.transaction((deeper) => deeper.execute(double(4)))
    return [first, second]
  })
  expect(inside).toEqual([{ doubled: 6 }, { doubled: 8 }])
  expect(await kept('as doubled')).toEqual(['select $1::int * 2 as doubled'])
})

it('a long list is not kept: each length of it would be another statement', async () => {
  const list = Array.from({ length: 61 }, (_, n) => sql`${n}::int`)
  expect(await db.execute(sql`select array_length(array[${sql.join(list, sql`, `)}], 1) as listed`)).toEqual([{ listed: 61 }])
  expect(await kept('as listed')).toEqual([])
})

it('a column that changes its type meanwhile is read as it is now', async () => {
  await db.execute(sql`create temporary table changing (id int, word int)`)
  const read = () => db.execute(sql`select word from changing where id = ${1}::int`)
  await db.execute(sql`insert into changing values (1, 5)`)
  expect(await read()).toEqual([{ word: 5 }])
  await db.execute(sql`alter table changing alter column word type text using 'five'`)
  expect(await read()).toEqual([{ word: 'five' }])
})
