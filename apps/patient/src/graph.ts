import { reader } from '@hospital/web/read'
import { patientRealm } from '@hospital/web/realm'

/** How this app's server components read the graph. */
export const { getClient, read, mustRead, isSignedIn } = reader(patientRealm)
