import 'reflect-metadata'
import { Authorized, getMetadataStorage, type AuthChecker } from 'type-graphql'
import type { Permission } from '@hospital/access/permissions'
import { can } from '@hospital/access/viewer'
import type { By } from './transitions.ts'
import type { Context } from './context.ts'
import { Refusal } from './refusal.ts'

const PUBLIC = 'PUBLIC'

/** Who may call this root field: holders of any of the permissions. Which rows they reach is the domain function's matter. */
export function Can(...permissions: By[]) {
  return Authorized<string>(permissions.filter((permission): permission is Permission => permission !== 'SYSTEM'))
}

/** Anyone, signed in or not. */
export const Public = () => Authorized<string>([PUBLIC])

export const authChecker: AuthChecker<Context, string> = ({ context }, roles) => {
  if (roles.includes(PUBLIC) || roles.some((role) => can(context.viewer, role as Permission))) return true
  throw new Refusal(context.viewer.kind === 'ANONYMOUS' ? 'UNAUTHENTICATED' : 'FORBIDDEN')
}

/** The declared permissions of every root field of these resolver classes; throws where one has none. */
export function rootPermissions(resolvers: readonly Function[]): Map<string, readonly string[]> {
  const storage = getMetadataStorage()
  const declared = ({ target, methodName }: { target: Function; methodName: string }) =>
    storage.authorizedFields.find((field) => field.target === target && field.fieldName === methodName)?.roles as string[] | undefined
  const fields = [...storage.queries, ...storage.mutations, ...storage.subscriptions].filter(({ target }) => resolvers.includes(target))
  const undeclared = fields.filter((field) => !declared(field)?.length).map(({ schemaName }) => schemaName)
  if (undeclared.length) throw new Error(`Root fields without a declared permission: ${undeclared.join(', ')}`)
  return new Map(fields.map((field) => [field.schemaName, declared(field)!]))
}
