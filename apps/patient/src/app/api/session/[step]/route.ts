import { patientRealm } from '@hospital/web/realm'
import { sessionRoutes } from '@hospital/web/session/routes'
import { patientSteps } from '@hospital/web/session/sign-in-steps'

export const { GET, POST } = sessionRoutes(patientRealm, patientSteps)
