import { pageProxy } from '@hospital/web/page-proxy'
import { consoleRealm } from '@hospital/web/realm'

export const proxy = pageProxy(consoleRealm, { isOpen: (path) => path === '/sign-in' })

export const config = { matcher: '/((?!api/|files/|exports/|_next/|health$|icon.svg$).*)' }
