import type { AddressInfo } from 'node:net'
import { createSandbox } from '../../../../apps/sandbox/src/app.ts'
import { serveParent, settingsOf } from '../process/parent.ts'

/** The outside world, so that the hospital is whole; no row of the bench asks it for anything while it is timed. */
const app = await createSandbox({ ...settingsOf<{ directory: string }>(), environment: 'demonstration' })
await app.listen({ port: 0, host: '127.0.0.1' })
serveParent({ port: (app.server.address() as AddressInfo).port }, { close: () => app.close() })
