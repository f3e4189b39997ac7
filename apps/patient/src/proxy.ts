import { consoleOrigins } from '@hospital/web/environment'
import { pageProxy } from '@hospital/web/page-proxy'
import { patientRealm } from '@hospital/web/realm'

/** Everyone may look around; a page about a person finds out by itself that it needs a session. */
export const proxy = pageProxy(patientRealm, { isOpen: () => true, framing: (path) => (path.startsWith('/preview/') ? { framedBy: consoleOrigins() } : {}) })

export const config = { matcher: '/((?!api/|files/|pictures/|exports/|_next/|health$|icon.svg$).*)' }
