import { graphqlProxy } from '@hospital/web/session/graphql-proxy'
import { consoleRealm } from '@hospital/web/realm'

export const POST = graphqlProxy(consoleRealm)
