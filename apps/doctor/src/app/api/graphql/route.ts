import { graphqlProxy } from '@hospital/web/session/graphql-proxy'
import { doctorRealm } from '@hospital/web/realm'

export const POST = graphqlProxy(doctorRealm)
