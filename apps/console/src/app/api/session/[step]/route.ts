import { consoleRealm } from '@hospital/web/realm'
import { sessionRoutes } from '@hospital/web/session/routes'
import { staffSteps } from '@hospital/web/session/sign-in-steps'

export const { GET, POST } = sessionRoutes(consoleRealm, staffSteps)
