import type { ApolloServerPlugin } from '@apollo/server'
import type { GraphQLError, GraphQLFormattedError } from 'graphql'

/** What a GraphQL-over-HTTP server answers with 200 to clients that take `application/json` alone: they may read no other answer as GraphQL. */
const WELL_FORMED = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/** The status of a refused document or variable: 400, but 200 where only the older media type is taken. Limits are refused with 400 always. */
export function refusalStatus(accept: string | undefined, errors: readonly (GraphQLError | GraphQLFormattedError)[]): 200 | 400 {
  const legacy = accept !== undefined && /application\/json/.test(accept) && !/\*\/\*|graphql-response/.test(accept)
  return legacy && errors.every(({ extensions }) => WELL_FORMED.has(String(extensions?.code))) ? 200 : 400
}

export const legacyStatus: ApolloServerPlugin = {
  requestDidStart: async () => ({
    async willSendResponse({ request, response: { http, body } }) {
      const errors = body.kind === 'single' ? body.singleResult.errors : undefined
      if (http.status === 400 && errors?.length) http.status = refusalStatus(request.http?.headers.get('accept'), errors)
    },
  }),
}
