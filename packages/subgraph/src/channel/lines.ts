/**
 * What travels on a channel, a socket between the gateway and a subgraph: lines of `number TAB head TAB body`, in one message of the socket as
 * many as are ready at the same moment. Head and body are JSON, whose text holds neither tabs nor ends of lines.
 */
export type Line = [number: number, head: string, body: string]

/** Where a subgraph opens channels. */
export const CHANNEL = '/internal/channel'

/** In place of a line: nothing that is asked from here on will be answered. */
export const LEAVING = 'leaving'

/** The head of an answer after which the gateway may not go on with what it knows of the viewer. */
export const VIEWER_CHANGED_HEAD = 'viewer'

/** Operations with their variables, and answers, which may be long lists; more breaks the channel. */
export const MOST_BYTES = 64 * 1024 * 1024

const TAB = '\t'
const END = '\n'

/** Gathers what is said within one turn of the event loop, and sends it as one message. */
export function gatherLines(send: (message: string) => void): (...line: Line) => void {
  let message = ''
  return (number, head, body) => {
    if (message === '') setImmediate(() => {
      const gathered = message
      message = ''
      send(gathered)
    })
    message += `${message === '' ? '' : END}${number}${TAB}${head}${TAB}${body}`
  }
}

export function* linesOf(message: string): Generator<Line> {
  for (const line of message.split(END)) {
    const head = line.indexOf(TAB)
    const body = line.indexOf(TAB, head + 1)
    yield [Number(line.slice(0, head)), line.slice(head + 1, body), line.slice(body + 1)]
  }
}
