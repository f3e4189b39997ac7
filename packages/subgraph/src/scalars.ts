import 'reflect-metadata'
import { GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { isDay } from '@hospital/database/clock'
import { Refusal } from './refusal.ts'

const invalid = (message: string) => new Refusal('INVALID_INPUT', { message })

function literal(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value
  if (node.kind === Kind.INT) return Number(node.value)
  return undefined
}

const scalar = <T>(name: string, description: string, parse: (value: unknown) => T, serialize: (value: unknown) => unknown) =>
  new GraphQLScalarType<T, unknown>({ name, description, parseValue: parse, serialize, parseLiteral: (node) => parse(literal(node)) })

/** ISO instants; the database's timestamps arrive here as Dates. */
export const DateTime = scalar('DateTime', 'An instant in ISO 8601 with a time zone, e.g. `2026-11-23T09:00:00+08:00`; answered in UTC.', (value) => {
  const instant = typeof value === 'string' && /T.*(Z|[+-]\d{2}:\d{2})$/.test(value) ? new Date(value) : undefined
  if (!instant || Number.isNaN(instant.getTime())) throw invalid('时间格式不正确')
  return instant
}, (value) => (value instanceof Date ? value : new Date(value as string)).toISOString())

export const HospitalDate = scalar('Date', 'A hospital day, `YYYY-MM-DD`, in Asia/Shanghai.', (value) => {
  if (typeof value !== 'string' || !isDay(value)) throw invalid('日期格式不正确')
  return value
}, String)

export const Fen = scalar('Fen', 'An amount of money as a whole number of fen (1/100 yuan), within ±2^53.', (value) => {
  if (!Number.isSafeInteger(value)) throw invalid('金额须为整数分')
  return value as number
}, (value) => {
  const fen = Number(value)
  if (!Number.isSafeInteger(fen)) throw new Error('Not a whole number of fen')
  return fen
})

export const Json = new GraphQLScalarType({ name: 'JSON', description: 'Any JSON value.' })
