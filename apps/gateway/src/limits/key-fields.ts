import { Kind, parse, visit } from 'graphql'

const JOINS = new Map([['join__type', 'key'], ['join__field', 'requires']])

/** Every field name that the supergraph joins subgraphs by: of keys and of `@requires`. */
export function keyFieldsOf(supergraphSdl: string): Set<string> {
  const names = new Set<string>(['__typename'])
  visit(parse(supergraphSdl), {
    Directive({ name, arguments: args = [] }) {
      const wanted = JOINS.get(name.value)
      for (const { name: argument, value } of args) {
        if (argument.value === wanted && value.kind === Kind.STRING) for (const field of value.value.match(/\w+/g) ?? []) names.add(field)
      }
    },
  })
  return names
}
