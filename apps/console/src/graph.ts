import { reader } from '@hospital/web/read'
import { consoleRealm } from '@hospital/web/realm'

/** How this app's server components read the graph. */
export const { getClient, read, mustRead, isSignedIn } = reader(consoleRealm)
