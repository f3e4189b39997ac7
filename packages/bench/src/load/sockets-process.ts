import WebSocket from 'ws'
import { serveParent } from '../process/parent.ts'
import { wallClock, type Heard, type SocketPlan, type SocketsQuestion } from './sockets.ts'

const AT_ONCE = 100
const OPEN_MS = 30_000

const sockets: WebSocket[] = []
let marker = ''
let at: number[] = []
let text = ''
let finish: (() => void) | undefined

function openOne(port: number, { path, protocol, first, greeting, second, ready }: SocketPlan, index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocol ? [protocol] : [], { perMessageDeflate: false, headers: { 'x-forwarded-for': `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` } })
    const late = setTimeout(() => reject(new Error(`socket ${index} is not ready`)), OPEN_MS)
    const readied = () => { clearTimeout(late); resolve() }
    let greeted = false
    socket.on('open', () => {
      if (first) socket.send(first)
      if (!ready) readied()
    })
    socket.on('message', (data: Buffer) => {
      if (marker && data.includes(marker)) return hear(data)
      if (!greeted && greeting && data.includes(greeting)) {
        greeted = true
        if (second) socket.send(second)
      }
      if (ready && data.includes(ready)) readied()
    })
    socket.on('error', reject)
    socket.on('close', (code, reason) => reject(new Error(`socket ${index} was closed: ${code} ${reason.toString()}`)))
    sockets.push(socket)
  })
}

function hear(data: Buffer): void {
  at.push(wallClock())
  if (!text) text = data.toString()
  if (at.length >= sockets.length) finish?.()
}

async function answer(question: SocketsQuestion): Promise<Heard | undefined> {
  switch (question.do) {
    case 'open':
      for (let from = 0; from < question.plans.length; from += AT_ONCE) await Promise.all(question.plans.slice(from, from + AT_ONCE).map((plan, i) => openOne(question.port, plan, from + i)))
      return undefined
    case 'subscribe':
      sockets.forEach((socket, i) => socket.send(question.texts[i % question.texts.length]!))
      return undefined
    case 'listen':
      marker = question.marker
      at = []
      text = ''
      return undefined
    case 'heard':
      if (at.length < sockets.length) {
        await new Promise<void>((resolve) => {
          const late = setTimeout(resolve, question.patienceMs)
          finish = () => { clearTimeout(late); resolve() }
        })
      }
      return { at, missing: sockets.length - at.length, text }
    case 'close':
      marker = ''
      for (const socket of sockets.splice(0)) socket.removeAllListeners('close').on('error', () => {}).terminate()
      return undefined
  }
}

serveParent({}, { answer })
