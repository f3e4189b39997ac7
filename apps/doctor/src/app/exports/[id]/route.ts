import { doctorRealm } from '@hospital/web/realm'
import { fileRoute } from '@hospital/web/session/file-route'

export const GET = fileRoute(doctorRealm, 'exports')
