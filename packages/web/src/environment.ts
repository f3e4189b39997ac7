/** The gateway as browsers and this server reach it; read at every call, so one build serves everywhere. */
export function gatewayUrl(): string {
  const offset = Number(process.env.PORT_OFFSET ?? 0)
  return (process.env.GATEWAY_URL ?? `http://127.0.0.1:${4000 + offset}`).replace(/\/+$/, '')
}

export function gatewaySocketUrl(): string {
  return `${gatewayUrl().replace(/^http/, 'ws')}/graphql`
}

/** The hospital's clock, as server components see it. The launcher refuses an offset in production; a Next server cannot tell, as it always runs as such. */
export function hospitalNow(): Date {
  return new Date(Date.now() + Number(process.env.CLOCK_OFFSET_MS ?? 0))
}
