import { createSandbox, sandboxDirectory } from './app.ts'

const offset = Number(process.env.PORT_OFFSET ?? 0)
const gatewayUrl = process.env.GATEWAY_URL || `http://127.0.0.1:${4000 + offset}`
const app = await createSandbox({ directory: sandboxDirectory(process.env), clockOffsetMs: Number(process.env.CLOCK_OFFSET_MS ?? 0), pushAddress: `${gatewayUrl}/callbacks/wechat/push`, gatewayUrl })
const address = await app.listen({ host: '127.0.0.1', port: 4900 + offset })
console.log(`sandbox listening on ${address}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)))
}
