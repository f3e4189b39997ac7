import { graphqlProxy } from '@hospital/web/session/graphql-proxy'
import { patientRealm } from '@hospital/web/realm'

export const POST = graphqlProxy(patientRealm)
