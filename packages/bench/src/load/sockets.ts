/** What a socket of the load generator says when it opens, and what it then hears. */
export interface SocketPlan {
  path: string
  protocol: string
  /** Sent at once. */
  first?: string
  /** Sent once a text holding `greeting` has come. */
  greeting?: string
  second?: string
  /** A text holding this says that the socket is ready. */
  ready: string
}

export type SocketsQuestion =
  | { do: 'open'; port: number; plans: SocketPlan[] }
  | { do: 'subscribe'; texts: string[] }
  /** Resolves when every socket has heard one text more that holds `marker`. */
  | { do: 'listen'; marker: string }
  | { do: 'heard'; patienceMs: number }
  | { do: 'close' }

export interface Heard {
  /** When each heard it, milliseconds since 1970. */
  at: number[]
  missing: number
  /** What one of them heard. */
  text: string
}

/** One clock for all processes of a machine, finer than Date.now(). */
export const wallClock = (): number => performance.timeOrigin + performance.now()
