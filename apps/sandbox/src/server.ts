import { createSandbox, sandboxDirectory } from './app.ts'

const port = 4900 + Number(process.env.PORT_OFFSET ?? 0)
const app = await createSandbox({ directory: sandboxDirectory(process.env), clockOffsetMs: Number(process.env.CLOCK_OFFSET_MS ?? 0) })
await app.listen({ host: '127.0.0.1', port })
console.log(`sandbox listening on http://127.0.0.1:${port}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)))
}
