import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'

const TAG = { tag: { name: 'public' } }

/** A page of a type, with its edges. */
export const pagesOf = (name: string): string[] => [
  ...['nodes', 'edges', 'pageInfo', 'totalCount'].map((field) => `${name}Connection.${field}`),
  `${name}Edge.cursor`, `${name}Edge.node`, 'PageInfo.hasNextPage', 'PageInfo.endCursor',
]

/**
 * Tags what third parties may see (`@tag(name: "public")`): fields by `Type.field`, enums as a whole. Nothing is public for being new.
 * Refuses what the schema does not have, so that a renamed field does not silently leave the contract.
 */
export function tagContract(schema: GraphQLSchema, contract: readonly string[]): void {
  for (const coordinate of contract) {
    const [name, field] = coordinate.split('.') as [string, string | undefined]
    const type = schema.getType(name)
    const fields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? type.getFields() : {}
    const found = field === undefined ? (isEnumType(type) ? type : undefined) : fields[field]
    if (!found) throw new Error(`The contract names ${coordinate}, which the schema does not have`)
    found.extensions = { ...found.extensions, directives: { ...(found.extensions.directives as object | undefined), ...TAG } }
  }
}
