import { GraphQLError } from 'graphql'

/** What is wrong with a variable, without what was typed: that may be of a person, and answers are kept by those who get them. */
export function variableError({ message }: GraphQLError): GraphQLError {
  const [named = 'A variable'] = /^Variable "\$\w+"/.exec(message) ?? []
  return new GraphQLError(`${named} is not of the type that the operation declares`, { extensions: { code: 'BAD_USER_INPUT' } })
}
