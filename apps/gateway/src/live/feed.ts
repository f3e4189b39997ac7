import type { ApolloGateway } from '@apollo/gateway'
import { GraphQLError, type ExecutionResult } from 'graphql'
import type { Operation } from '../subgraphs/subgraphs.ts'

/**
 * How a subscription goes through a gateway that knows none. Its plan is `root fetch, then the rest`; we make it an ordinary sequence.
 * Run once to open, the root fetch is caught (`root`) and answers nothing; run again for each event, the root fetch answers the event,
 * and the rest joins the other subgraphs as for a query.
 */
export interface Feed {
  root?: { subgraph: string; operation: Operation }
  event?: ExecutionResult
}

type PlanHook = NonNullable<NonNullable<ConstructorParameters<typeof ApolloGateway>[0]>['experimental_didResolveQueryPlan']>

export const sequenceSubscriptionPlan: PlanHook = ({ queryPlan }) => {
  const { node } = queryPlan
  if (node?.kind !== 'Subscription') return
  queryPlan.node = node.rest ? { kind: 'Sequence', nodes: [node.primary, node.rest] } : node.primary
}

/** Answers the root fetch of a subscription. */
export function answerRoot(feed: Feed | undefined, subgraph: string, operation: Operation): ExecutionResult {
  if (!feed) return { data: null, errors: [new GraphQLError('Subscriptions are served over WebSocket (graphql-transport-ws)', { extensions: { code: 'SUBSCRIPTION_TRANSPORT' } })] }
  if (feed.event) return feed.event
  feed.root = { subgraph, operation }
  return { data: null }
}
