import { pageProxy } from '@hospital/web/page-proxy'
import { patientRealm } from '@hospital/web/realm'

/** Everyone may look around; a page about a person finds out by itself that it needs a session. */
export const proxy = pageProxy(patientRealm, { isOpen: () => true })

export const config = { matcher: '/((?!api/|files/|_next/|health$|icon.svg$).*)' }
