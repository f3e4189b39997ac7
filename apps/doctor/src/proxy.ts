import { pageProxy } from '@hospital/web/page-proxy'
import { doctorRealm } from '@hospital/web/realm'

export const proxy = pageProxy(doctorRealm, { isOpen: (path) => path === '/sign-in' })

export const config = { matcher: '/((?!api/|files/|exports/|_next/|health$|icon.svg$).*)' }
