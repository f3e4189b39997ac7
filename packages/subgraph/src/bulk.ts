import 'reflect-metadata'
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { isId } from '@hospital/database/identifier'
import type { Context } from './context.ts'
import { Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'

@Directive('@shareable')
@ObjectType({ description: 'A row that an act on many could not do, and why.' })
export class RefusedRow {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: 'What the row is called.' })
  label!: string | null

  @Field(() => String)
  code!: string

  @Field(() => String)
  message!: string
}

@Directive('@shareable')
@ObjectType({ description: 'What came of an act on many rows (批量操作): each row is done whole or refused with its reason.' })
export class BulkResult {
  @Field(() => Int)
  done!: number

  @Field(() => [RefusedRow])
  refused!: RefusedRow[]
}

const MOST_AT_ONCE = 1_000

/** Does the same to each of many rows, each in a transaction of its own. Refuses INVALID_INPUT (none, too many); a row's refusal is its own. */
export async function eachRow<C extends Context>(ctx: C, ids: readonly string[], namesOf: (ids: string[]) => Promise<{ id: string; name: string }[]>, work: (tx: C, id: string) => Promise<void>): Promise<BulkResult> {
  const wanted = [...new Set(ids)]
  if (!wanted.length || wanted.length > MOST_AT_ONCE) throw new Refusal('INVALID_INPUT', { message: `一次请选择 1 到 ${MOST_AT_ONCE.toLocaleString('en-US')} 条。`, details: { field: 'ids' } })
  const names = new Map((await namesOf(wanted.filter(isId))).map(({ id, name }) => [id, name]))
  const result: BulkResult = { done: 0, refused: [] }
  for (const id of wanted) {
    try {
      if (!isId(id)) throw new Refusal('NOT_FOUND')
      await inTransaction(ctx, (tx) => work(tx, id))
      result.done += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      result.refused.push({ id, label: names.get(id) ?? null, code: error.code, message: error.message })
    }
  }
  return result
}
