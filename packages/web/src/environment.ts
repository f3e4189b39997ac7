const offsetOfPorts = () => Number(process.env.PORT_OFFSET ?? 0)

/** The gateway as browsers and this server reach it; read at every call, so one build serves everywhere. */
export function gatewayUrl(): string {
  return (process.env.GATEWAY_URL ?? `http://127.0.0.1:${4000 + offsetOfPorts()}`).replace(/\/+$/, '')
}

export function gatewaySocketUrl(): string {
  return `${gatewayUrl().replace(/^http/, 'ws')}/graphql`
}

/** The patient app as browsers reach it: the console shows drafts in it. */
export function patientUrl(): string {
  return (process.env.PATIENT_URL ?? `http://127.0.0.1:${3000 + offsetOfPorts()}`).replace(/\/+$/, '')
}

/** Where people open the console: it alone may show pages of the patient app inside its own. */
export function consoleOrigins(): string[] {
  const port = 3002 + offsetOfPorts()
  return process.env.CONSOLE_URL ? [new URL(process.env.CONSOLE_URL).origin] : [`http://127.0.0.1:${port}`, `http://localhost:${port}`]
}

/** The hospital's clock, as server components see it. The launcher refuses an offset in production; a Next server cannot tell, as it always runs as such. */
export function hospitalNow(): Date {
  return new Date(Date.now() + Number(process.env.CLOCK_OFFSET_MS ?? 0))
}
