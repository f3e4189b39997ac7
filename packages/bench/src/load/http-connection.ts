import { connect, type Socket } from 'node:net'

export interface Answered {
  status: number
  body: Buffer
}

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/** One keep-alive HTTP/1.1 connection with one request at a time: as little work of the client's as there can be. */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0)
  private settle?: { resolve(answer: Answered): void; reject(error: Error): void }

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.on('data', (part: Buffer) => this.take(part))
    socket.on('close', () => this.settle?.reject(new Error('The server closed the connection')))
    socket.on('error', (error) => this.settle?.reject(error))
  }

  static open(host: string, port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(new HttpConnection(socket)))
      socket.once('error', reject)
    })
  }

  send(request: Buffer): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
      this.socket.write(request)
    })
  }

  close(): void {
    this.settle = undefined
    this.socket.destroy()
  }

  private take(part: Buffer): void {
    this.received = this.received.length ? Buffer.concat([this.received, part]) : part
    const end = this.received.indexOf(HEAD_END)
    if (end < 0) return
    const head = this.received.toString('latin1', 0, end)
    const body = this.received.subarray(end + 4)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined ? !body.subarray(-5).equals(LAST_CHUNK) : body.length < Number(length)) return
    this.received = Buffer.alloc(0)
    const settle = this.settle
    this.settle = undefined
    settle?.resolve({ status: Number(head.slice(9, 12)), body: length === undefined ? unchunk(body) : body })
  }
}

function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length;) {
    const line = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, line), 16)
    if (!size) break
    parts.push(body.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
  return Buffer.concat(parts)
}

/** A POST of JSON, ready to be written as often as wanted. */
export function postRequest({ host, port, path, headers, body }: { host: string; port: number; path: string; headers?: Record<string, string>; body: string }): Buffer {
  const fields = { host: `${host}:${port}`, 'content-type': 'application/json', accept: 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers }
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`)
}
