import { patientUrl } from '@hospital/web/environment'
import { pageProxy } from '@hospital/web/page-proxy'
import { consoleRealm } from '@hospital/web/realm'

/** Of every page: whoever comes to the page designer from another page still has that page's policy. */
export const proxy = pageProxy(consoleRealm, { isOpen: (path) => path === '/sign-in', framing: () => ({ frames: [new URL(patientUrl()).origin] }) })

export const config = { matcher: '/((?!api/|files/|exports/|_next/|health$|icon.svg$).*)' }
