import { isEnumType, isSpecifiedScalarType, type GraphQLLeafType } from 'graphql'

/** A leaf's JSON text; undefined for what is none of this type. */
type LeafText = (value: unknown) => string | undefined

/** What JSON writes otherwise than as it is: controls, quotes, backslashes, and surrogates, which might stand alone. */
const ESCAPED = /[\u0000-\u001f"\\\ud800-\udfff]/

export const quote = (text: string): string => (ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`)

/** Whole numbers that JavaScript writes in digits alone. */
const integer: LeafText = (value) => (Number.isInteger(value) && Math.abs(value as number) < 1e21 ? `${value as number}` : undefined)

const SPECIFIED: Record<string, LeafText> = {
  Int: integer,
  Float: (value) => (Number.isFinite(value) ? `${value as number}` : undefined),
  Boolean: (value) => (value === true ? 'true' : value === false ? 'false' : undefined),
  String: (value) => (typeof value === 'string' ? quote(value) : undefined),
  ID: (value) => (typeof value === 'string' ? quote(value) : integer(value)),
}

/** Subgraphs serialise custom scalars themselves: any JSON is right. */
const anyJson: LeafText = (value) => (typeof value === 'string' ? quote(value) : (JSON.stringify(value) ?? 'null'))

export function leafText(type: GraphQLLeafType): LeafText {
  if (isSpecifiedScalarType(type)) return SPECIFIED[type.name]!
  if (!isEnumType(type)) return anyJson
  const names = new Map<unknown, string>(type.getValues().map(({ name }) => [name, `"${name}"`]))
  return (value) => names.get(value)
}
