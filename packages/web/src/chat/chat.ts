import type { Problem } from '../problem.ts'

export type Side = 'PATIENT' | 'PRACTITIONER'

export interface ChatFile {
  id: string
  /** Opens for about 15 minutes; `renew` of `useChat` gets a new one. */
  url: string
  contentType: string
  durationSeconds: number | null
  width: number | null
  height: number | null
}

export interface ChatMessage {
  id: string
  clientId: string
  sequence: number
  sender: Side | 'SYSTEM'
  kind: 'TEXT' | 'IMAGE' | 'VOICE' | 'VIDEO' | 'SYSTEM'
  text: string | null
  sentAt: string
  file: ChatFile | null
}

/** Up to which sequence each side has received and read. They only grow. */
export interface Marks {
  deliveredToPatient: number
  deliveredToPractitioner: number
  readByPatient: number
  readByPractitioner: number
}

/** A conversation as a page is rendered with it: `messages(last: 30)`. */
export interface ChatConversation extends Marks {
  id: string
  open: boolean
  lastSequence: number
  messages: ChatMessage[]
}

export type ChatEvent = { [Mark in keyof Marks]: number | null } & { sequence: number; open: boolean | null; message: ChatMessage | null }

/** What was said here and has not been taken yet. */
export interface PendingMessage {
  clientId: string
  text?: string
  file?: { kind: 'IMAGE' | 'VOICE'; previewUrl: string; durationSeconds?: number }
  /** Of a file: how much of it has arrived. */
  share?: number
  /** Why it did not go; without it, it is on its way. */
  problem?: Problem
}

export interface ChatState extends Marks {
  side: Side
  open: boolean
  /** By sequence, each once. */
  messages: ChatMessage[]
  pending: PendingMessage[]
  /** Whether older messages can be asked for. */
  hasEarlier: boolean
}

export type ChatChange =
  | { type: 'event'; event: ChatEvent }
  | { type: 'earlier'; messages: ChatMessage[] }
  /** The answer to `sendMessage`, or a message read again for a new link. */
  | { type: 'kept'; message: ChatMessage }
  | { type: 'rendered'; conversation: ChatConversation }
  | { type: 'said'; pending: PendingMessage }
  | { type: 'progressed'; clientId: string; share: number }
  | { type: 'failed'; clientId: string; problem: Problem }
  | { type: 'retried'; clientId: string }
  | { type: 'discarded'; clientId: string }

/** How many messages a page of history holds. */
export const historyPage = 30

const markNames = ['deliveredToPatient', 'deliveredToPractitioner', 'readByPatient', 'readByPractitioner'] as const

export function openChat(side: Side, conversation: ChatConversation): ChatState {
  const { messages, open } = conversation
  return { side, open, ...furthest(conversation), messages: merged([], messages), pending: [], hasEarlier: messages.length >= historyPage }
}

/** The whole life of a chat on a screen. Every message is there once, whether it came by history, by the stream or as the answer to sending it. */
export function changeChat(state: ChatState, change: ChatChange): ChatState {
  switch (change.type) {
    case 'event': {
      const { event } = change
      return { ...withMessages(state, event.message ? [event.message] : []), ...furthest(state, event), open: event.open ?? state.open }
    }
    case 'earlier':
      return { ...withMessages(state, change.messages), hasEarlier: change.messages.length >= historyPage }
    case 'kept':
      return withMessages({ ...state, messages: state.messages.filter(({ id }) => id !== change.message.id) }, [change.message])
    case 'rendered':
      return { ...withMessages(state, change.conversation.messages), ...furthest(state, change.conversation), open: change.conversation.open }
    case 'said':
      return { ...state, pending: [...state.pending, change.pending] }
    case 'progressed':
      return patched(state, change.clientId, { share: change.share })
    case 'failed':
      return patched(state, change.clientId, { problem: change.problem })
    case 'retried':
      return patched(state, change.clientId, { problem: undefined })
    case 'discarded':
      return { ...state, pending: state.pending.filter(({ clientId }) => clientId !== change.clientId) }
  }
}

/** How far an own message has come. */
export function progressOf(state: ChatState, { sequence }: Pick<ChatMessage, 'sequence'>): 'SENT' | 'DELIVERED' | 'READ' {
  const [read, delivered] = state.side === 'PATIENT' ? [state.readByPractitioner, state.deliveredToPractitioner] : [state.readByPatient, state.deliveredToPatient]
  if (sequence <= read) return 'READ'
  return sequence <= delivered ? 'DELIVERED' : 'SENT'
}

/** The newest sequence that the other side or the house has said: what a mark is set to. */
export function lastIncoming({ messages, side }: ChatState): number {
  return messages.findLast(({ sender }) => sender !== side)?.sequence ?? 0
}

function withMessages(state: ChatState, incoming: ChatMessage[]): ChatState {
  if (incoming.length === 0) return state
  const arrived = new Set(incoming.filter(({ sender }) => sender === state.side).map(({ clientId }) => clientId))
  const messages = merged(state.messages, incoming)
  return { ...state, messages, pending: state.pending.filter(({ clientId }) => !arrived.has(clientId)) }
}

/** What is already shown stays as it is: a picture would flicker with every new link. */
function merged(messages: ChatMessage[], incoming: ChatMessage[]): ChatMessage[] {
  const known = new Set(messages.map(({ id }) => id))
  const added = incoming.filter(({ id }) => !known.has(id) && known.add(id))
  return added.length === 0 ? messages : [...messages, ...added].sort((one, other) => one.sequence - other.sequence)
}

function furthest(...marks: { [Mark in keyof Marks]: number | null }[]): Marks {
  return Object.fromEntries(markNames.map((name) => [name, Math.max(...marks.map((one) => one[name] ?? 0))])) as unknown as Marks
}

function patched(state: ChatState, clientId: string, patch: Partial<PendingMessage>): ChatState {
  return { ...state, pending: state.pending.map((one) => (one.clientId === clientId ? { ...one, ...patch } : one)) }
}
