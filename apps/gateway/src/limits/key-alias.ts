import { GraphQLError, type ValidationRule } from 'graphql'

/**
 * Refuses an alias that is a key's name for another field (`id: reason`): the planner would join other subgraphs by the alias's value,
 * and answer with another thing's data.
 */
export function keyAlias(keyFields: ReadonlySet<string>): ValidationRule {
  return (context) => ({
    Field(field) {
      const { alias, name } = field
      if (!alias || alias.value === name.value || !keyFields.has(alias.value)) return
      context.reportError(new GraphQLError(`"${alias.value}" is the name of a key and cannot be an alias of "${name.value}"`, { nodes: [field], extensions: { code: 'OPERATION_LIMIT', details: { limit: 'keyAlias', alias: alias.value } } }))
    },
  })
}
