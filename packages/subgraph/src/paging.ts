import 'reflect-metadata'
import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql'
import { and, asc, desc, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { Refusal } from './refusal.ts'

const DEFAULT_PAGE = 20
const LARGEST_PAGE = 100

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'At most 100; 20 unless told.' })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null
}

@Directive('@shareable')
@ObjectType({ description: 'Where a page ends.' })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean

  @Field(() => String, { nullable: true })
  endCursor!: string | null
}

export interface Page<T> {
  nodes: T[]
  cursors: string[]
  hasNextPage: boolean
  count(): Promise<number>
}

export interface Connection<T> {
  readonly nodes: T[]
  readonly pageInfo: PageInfo
}

/** The connection type of a node type: `PatientConnection` with `PatientEdge`. The total is counted only when asked for. */
export function connectionOf<T extends object>(Node: ClassType<T>, name: string): { new (page: Page<T>): Connection<T> } {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => String)
    cursor!: string

    @Field(() => Node)
    node!: T
  }

  @ObjectType(`${name}Connection`)
  class PageConnection implements Connection<T> {
    constructor(private readonly page: Page<T>) {}

    @Field(() => [Node])
    get nodes(): T[] {
      return this.page.nodes
    }

    @Field(() => [Edge])
    get edges(): Edge[] {
      return this.page.nodes.map((node, i) => ({ cursor: this.page.cursors[i]!, node }))
    }

    @Field(() => PageInfo)
    get pageInfo(): PageInfo {
      return { hasNextPage: this.page.hasNextPage, endCursor: this.page.cursors.at(-1) ?? null }
    }

    @Field(() => Int)
    get totalCount(): Promise<number> {
      return this.page.count()
    }
  }
  return PageConnection as unknown as { new (page: Page<T>): Connection<T> }
}

export type SortKey = ({ column: PgColumn } | { column: SQL; type: 'integer' | 'text' }) & { descending?: boolean }

export interface PaginateOptions<T> {
  /** Unique in sum, e.g. createdAt then id; no nullable columns. */
  sort: readonly SortKey[]
  where?: SQL
  /** `select … where … order by … limit …`. */
  rows(where: SQL | undefined, order: SQL[], limit: number): Promise<T[]>
  /** The sort values of a row, in the order of `sort`. */
  keyOf(row: T): (string | number | Date)[]
  count(where: SQL | undefined): Promise<number>
}

/** Keyset paging (`largest` is for the house itself, which reads whole lists): cost does not grow with the page's distance from the start, and rows that come meanwhile do not shift pages. */
export async function paginate<T>({ first, after, largest = LARGEST_PAGE }: PageArgs & { largest?: number }, { sort, where, rows, keyOf, count }: PaginateOptions<T>): Promise<Page<T>> {
  const limit = first ?? DEFAULT_PAGE
  if (limit < 1 || limit > largest) throw new Refusal('INVALID_INPUT', { message: `每页条数须在 1 到 ${largest} 之间`, details: { field: 'first' } })
  const order = sort.map(({ column, descending }) => (descending ? desc(column) : asc(column)))
  const found = await rows(and(where, after == null ? undefined : beyond(sort, decodeCursor(after, sort.length))), order, limit + 1)
  const nodes = found.slice(0, limit)
  return { nodes, cursors: nodes.map((row) => encodeCursor(keyOf(row))), hasNextPage: found.length > limit, count: () => count(where) }
}

/** (a, b) beyond (x, y): a > x or (a = x and (b > y)), with the direction of each column. */
function beyond(sort: readonly SortKey[], key: (string | number)[]): SQL {
  const [first, ...rest] = sort as [SortKey, ...SortKey[]]
  const { column, descending } = first
  const value = sql`${key[0]!}::${sql.raw('type' in first ? first.type : first.column.getSQLType())}`
  const strictly = descending ? sql`${column} < ${value}` : sql`${column} > ${value}`
  return rest.length ? sql`(${strictly} or (${column} = ${value} and ${beyond(rest, key.slice(1))}))` : strictly
}

const encodeCursor = (key: (string | number | Date)[]) =>
  Buffer.from(JSON.stringify(key.map((part) => (part instanceof Date ? part.toISOString() : part)))).toString('base64url')

function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(key) && key.length === length && key.every((part) => ['string', 'number'].includes(typeof part))) return key
  } catch {
    // falls through to the refusal
  }
  throw new Refusal('INVALID_INPUT', { message: '翻页位置无效，请从第一页重新查看', details: { field: 'after' } })
}
