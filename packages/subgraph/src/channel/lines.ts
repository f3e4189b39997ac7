/**
 * What travels on a channel, a socket between the gateway and a subgraph: lines of `number TAB kind TAB head TAB body`, in one message of the
 * socket as many as are ready at the same moment. Head and body are JSON, whose text holds neither tabs nor ends of lines. The number is the
 * question's, chosen by the gateway; every answer to it carries it.
 */
export type Line<Kind extends string> = [number: number, kind: Kind, head: string, body: string]

/**
 * `ask` and `watch`: the body is an operation (`ask`: or a list of them), the head holds the headers that an HTTP request would have brought.
 * `leave`: nobody watches any more.
 */
export type Question = Line<'ask' | 'watch' | 'leave'>

/** `answer`: to what was asked; `changed`: the same, and the viewer is no longer who they were. `event`: of what is watched; `end`: no more of them. */
export type Answer = Line<'answer' | 'changed' | 'event' | 'end'>

/** Where a subgraph opens channels. */
export const CHANNEL = '/internal/channel'

/** In place of a line: nothing that is asked from here on will be answered. */
export const LEAVING = 'leaving'

/** Of one message: operations with their variables, and answers, which may be long lists. More breaks the channel. */
export const MOST_BYTES = 64 * 1024 * 1024

const TAB = '\t'
const END = '\n'

/** Gathers what is said within one turn of the event loop, and sends it as one message. */
export function gatherLines<L extends Line<string>>(send: (message: string) => void): (...line: L) => void {
  let message = ''
  return (...line) => {
    if (message === '') setImmediate(() => {
      const gathered = message
      message = ''
      send(gathered)
    })
    message += message === '' ? line.join(TAB) : END + line.join(TAB)
  }
}

export function* linesOf<L extends Line<string>>(message: string): Generator<L> {
  for (const line of message.split(END)) {
    const kind = line.indexOf(TAB)
    const head = line.indexOf(TAB, kind + 1)
    const body = line.indexOf(TAB, head + 1)
    yield [Number(line.slice(0, kind)), line.slice(kind + 1, head), line.slice(head + 1, body), line.slice(body + 1)] as L
  }
}
