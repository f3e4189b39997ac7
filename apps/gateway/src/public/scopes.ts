import { getNamedType, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql'
import type { Scope } from '@hospital/access/scopes'

/** Which scope opens a type. Whatever leads to it, a root field or another thing's field, needs that scope. */
const TYPES: Record<Scope, readonly string[]> = {
  'directory:read': ['Institution', 'Department', 'Practitioner'],
  'schedule:read': ['Schedule', 'ScheduleDay', 'Slot'],
  'homecare:read': ['HomecareItem'],
  'content:read': ['Article', 'ArticleCategory', 'Picture'],
}

/** Parts of things that are opened by their own scope. */
const PARTS = ['GeoPoint', 'PageInfo']

const scopes = new Map((Object.keys(TYPES) as Scope[]).flatMap((scope) => TYPES[scope].map((type) => [type, scope] as const)))

/** The scope that a public type needs; null for a part of something; undefined where nobody has decided. */
export function scopeOf(type: string): Scope | null | undefined {
  const name = type.replace(/(Connection|Edge)$/, '')
  return PARTS.includes(name) ? null : scopes.get(name)
}

/** The first scope that a document needs and the client has not. */
export function missingScope(schema: GraphQLSchema, document: DocumentNode, held: readonly string[]): Scope | undefined {
  const info = new TypeInfo(schema)
  let missing: Scope | undefined
  visit(document, visitWithTypeInfo(info, {
    Field() {
      const scope = scopeOf(getNamedType(info.getType())?.name ?? '')
      if (scope && !held.includes(scope)) missing ??= scope
    },
  }))
  return missing
}
