import { reader } from '@hospital/web/read'
import { doctorRealm } from '@hospital/web/realm'

/** How this app's server components read the graph. */
export const { getClient, read, mustRead, isSignedIn } = reader(doctorRealm)
