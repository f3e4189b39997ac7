import { patientRealm } from '@hospital/web/realm'
import { fileRoute } from '@hospital/web/session/file-route'

export const GET = fileRoute(patientRealm, 'exports')
