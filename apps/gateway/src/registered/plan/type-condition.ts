import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'

/** Whether an object of this `__typename` is of a type or under an abstract one; remembered, as few names come very often. */
export function typeCondition(schema: GraphQLSchema, condition: string, whenUnknown = false): (typename: unknown) => boolean {
  const wanted = schema.getType(condition)
  const known = new Map<unknown, boolean>()

  function fits(typename: unknown): boolean {
    if (!typename) return whenUnknown
    if (typename === condition) return true
    const type = schema.getType(String(typename))
    if (!type || !wanted || !isAbstractType(wanted)) return false
    return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type)
  }

  return (typename) => {
    let answer = known.get(typename)
    if (answer === undefined) known.set(typename, (answer = fits(typename)))
    return answer
  }
}
