import type { SQLInputValue } from 'node:sqlite'
import type { Database } from '../database.ts'
import { searchParameters, type ParameterKind } from './index-parameters.ts'
import { malformed, notSupported } from './outcome.ts'

const maxCount = 1000
const comparisons: Record<string, string> = { ge: '>=', le: '<=', gt: '>', lt: '<', eq: '=' }

interface Match {
  key: number
  id: string
  json: string
}

/** A searchset Bundle as text: resources are stored as text and pass through untouched. */
export function search(database: Database, type: string, query: URLSearchParams, selfUrl: string): string {
  const count = readCount(query.get('_count'))
  const { where, values } = conditions(type, query)
  const after = query.get('_after') ?? ''
  const matches = database.all<Match>(`SELECT key, id, json FROM resource WHERE ${where} AND id > ? ORDER BY id LIMIT ?`, ...values, after, count + 1)
  const more = matches.length > count
  const page = matches.slice(0, count)
  const total = query.get('_known') ?? String(database.get<{ n: number }>(`SELECT count(*) AS n FROM resource WHERE ${where}`, ...values)?.n ?? 0)
  const links = [{ relation: 'self', url: `${selfUrl}?${query}` }]
  if (more) links.push({ relation: 'next', url: `${selfUrl}?${nextQuery(query, page.at(-1)!.id, total)}` })
  const included = includes(database, type, query, page)
  const entries = [...page.map(({ json }) => entry(json, 'match')), ...included.map(({ json }) => entry(json, 'include'))]
  return `{"resourceType":"Bundle","type":"searchset","total":${Number(total)},"link":${JSON.stringify(links)},"entry":[${entries.join(',')}]}`
}

const entry = (json: string, mode: string) => `{"resource":${json},"search":{"mode":"${mode}"}}`

function nextQuery(query: URLSearchParams, lastId: string, total: string): string {
  const next = new URLSearchParams(query)
  next.set('_after', lastId)
  next.set('_known', total)
  return next.toString()
}

function readCount(text: string | null): number {
  if (text === null) return 50
  if (!/^\d{1,6}$/.test(text) || text === '0') throw malformed('_count must be a positive number')
  return Math.min(Number(text), maxCount)
}

const control = new Set(['_count', '_after', '_known', '_include', '_revinclude', '_format'])

function conditions(type: string, query: URLSearchParams): { where: string; values: SQLInputValue[] } {
  const parts = ['type = ?']
  const values: SQLInputValue[] = [type]
  for (const name of new Set(query.keys())) {
    if (control.has(name)) continue
    const asked = query.getAll(name)
    const [sql, bound] = name === '_id' ? anyOf('id', asked) : name === '_lastUpdated' ? compared('updated_at', asked) : byParameter(type, name, asked)
    parts.push(sql)
    values.push(...bound)
  }
  return { where: parts.join(' AND '), values }
}

type Condition = [sql: string, values: SQLInputValue[]]

function byParameter(type: string, name: string, asked: string[]): Condition {
  const kind = searchParameters[type]?.[name]
  if (!kind) throw notSupported(`${type} cannot be searched by ${name}`)
  const [sql, values] = valueCondition(kind, asked)
  return [`key IN (SELECT key FROM param WHERE name = ? AND ${sql})`, [`${type}.${name}`, ...values]]
}

function valueCondition(kind: ParameterKind, asked: string[]): Condition {
  if (kind === 'date') return compared('value', asked)
  if (asked.length !== 1) throw notSupported('a repeated parameter other than a date')
  const choices = asked[0]!.split(',')
  if (kind === 'string') return [`value LIKE ? ESCAPE '\\'`, [`${asked[0]!.replace(/[\\%_]/g, '\\$&')}%`]]
  if (kind === 'reference') return anyOf('value', choices)
  return [`(${choices.map((choice) => (choice.includes('|') ? 'value = ?' : `value LIKE '%|' || ?`)).join(' OR ')})`, choices]
}

const anyOf = (column: string, asked: string[]): Condition => {
  const choices = asked.flatMap((text) => text.split(','))
  return [`${column} IN (${choices.map(() => '?').join(', ')})`, choices]
}

function compared(column: string, asked: string[]): Condition {
  const bounds = asked.map((text) => {
    const operator = comparisons[text.slice(0, 2)]
    const instant = Date.parse(operator ? text.slice(2) : text)
    if (Number.isNaN(instant)) throw malformed(`${text} is not a date`)
    return { operator: operator ?? '=', value: new Date(instant).toISOString() }
  })
  return [bounds.map(({ operator }) => `${column} ${operator} ?`).join(' AND '), bounds.map(({ value }) => value)]
}

function includes(database: Database, type: string, query: URLSearchParams, page: Match[]): Match[] {
  if (page.length === 0) return []
  const forward = query.getAll('_include').flatMap((path) => included(database, type, path, page))
  const backward = query.getAll('_revinclude').flatMap((path) => pointing(database, type, path, page))
  return [...forward, ...backward]
}

function parsePath(path: string): [source: string, parameter: string] {
  const [source, parameter] = path.split(':')
  if (!source || !parameter || searchParameters[source]?.[parameter] !== 'reference') throw notSupported(`${path} cannot be included`)
  return [source, parameter]
}

function included(database: Database, type: string, path: string, page: Match[]): Match[] {
  const [source, parameter] = parsePath(path)
  if (source !== type) throw notSupported(`${path} does not start at ${type}`)
  const found = database.all<{ value: string }>(
    'SELECT DISTINCT value FROM param WHERE name = ? AND key IN (SELECT value FROM json_each(?))',
    `${type}.${parameter}`,
    JSON.stringify(page.map(({ key }) => key)),
  )
  return found.flatMap(({ value }) => {
    const [target, id] = value.split('/')
    return database.all<Match>('SELECT key, id, json FROM resource WHERE type = ? AND id = ?', target ?? '', id ?? '')
  })
}

function pointing(database: Database, type: string, path: string, page: Match[]): Match[] {
  const [source, parameter] = parsePath(path)
  return database.all<Match>(
    'SELECT key, id, json FROM resource WHERE key IN (SELECT key FROM param WHERE name = ? AND value IN (SELECT value FROM json_each(?))) ORDER BY id',
    `${source}.${parameter}`,
    JSON.stringify(page.map(({ id }) => `${type}/${id}`)),
  )
}
