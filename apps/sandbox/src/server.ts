import { createSandbox, sandboxDirectory } from './app.ts'

const port = 4900 + Number(process.env.PORT_OFFSET ?? 0)
const app = await createSandbox({ directory: sandboxDirectory(process.env), clockOffsetMs: Number(process.env.CLOCK_OFFSET_MS ?? 0), gatewayUrl: process.env.GATEWAY_URL ?? `http://127.0.0.1:${4000 + Number(process.env.PORT_OFFSET ?? 0)}` })
const address = await app.listen({ host: '127.0.0.1', port })
console.log(`sandbox listening on ${address}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)))
}
