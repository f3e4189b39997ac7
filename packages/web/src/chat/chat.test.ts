import { describe, expect, it } from 'vitest'
import { changeChat, historyPage, lastIncoming, openChat, progressOf, type ChatChange, type ChatConversation, type ChatEvent, type ChatMessage, type ChatState } from './chat.ts'

const said = (sequence: number, change: Partial<ChatMessage> = {}): ChatMessage => ({
  id: `m${sequence}`, clientId: `c${sequence}`, sequence, sender: 'PRACTITIONER', kind: 'TEXT', text: `第 ${sequence} 句`, sentAt: '2026-11-24T01:32:00Z', file: null, ...change,
})
const marks = { deliveredToPatient: 0, deliveredToPractitioner: 0, readByPatient: 0, readByPractitioner: 0 }
const room = (messages: ChatMessage[], change: Partial<ChatConversation> = {}): ChatConversation => ({ id: 'room', open: true, lastSequence: messages.at(-1)?.sequence ?? 0, messages, ...marks, ...change })
const event = (sequence: number, change: Partial<ChatEvent> = {}): ChatChange => ({
  type: 'event', event: { sequence, open: null, message: null, deliveredToPatient: null, deliveredToPractitioner: null, readByPatient: null, readByPractitioner: null, ...change },
})
const brought = (sequence: number, change?: Partial<ChatMessage>) => event(sequence, { message: said(sequence, change) })
const apply = (state: ChatState, ...changes: ChatChange[]) => changes.reduce(changeChat, state)
const sequences = ({ messages }: ChatState) => messages.map(({ sequence }) => sequence)
const problem = { code: 'NETWORK', message: '网络不通' }

describe('[C1-04] a chat on the screen', () => {
  it('shows every message once and in order, by whatever way it came and how often', () => {
    const state = apply(openChat('PATIENT', room([said(4), said(5)])), brought(7), brought(6), brought(7), { type: 'earlier', messages: [said(1), said(3)] },
      { type: 'rendered', conversation: room([said(5), said(6), said(7), said(8)]) }, { type: 'kept', message: said(9, { sender: 'PATIENT' }) }, brought(9, { sender: 'PATIENT' }))
    expect(sequences(state)).toEqual([1, 3, 4, 5, 6, 7, 8, 9])
  })

  it('knows its own message again by what it called it, whether the answer or the stream is first', () => {
    const mine = said(3, { sender: 'PATIENT', clientId: 'mine' })
    const saying = apply(openChat('PATIENT', room([said(1)])), { type: 'said', pending: { clientId: 'mine', text: '您好' } })
    expect(saying.pending).toHaveLength(1)
    for (const changes of [[event(3, { message: mine }), { type: 'kept', message: mine }], [{ type: 'kept', message: mine }, event(3, { message: mine })]] as ChatChange[][]) {
      const state = apply(saying, ...changes)
      expect([sequences(state), state.pending]).toEqual([[1, 3], []])
    }
  })

  it('does not take another’s message for its own', () => {
    const state = apply(openChat('PATIENT', room([])), { type: 'said', pending: { clientId: 'same', text: '您好' } }, brought(2, { clientId: 'same' }))
    expect(state.pending).toHaveLength(1)
  })

  it('says why a message did not go until it is tried again or given up, but not where it did arrive', () => {
    const saying = apply(openChat('PATIENT', room([])), { type: 'said', pending: { clientId: 'a', text: '一' } }, { type: 'failed', clientId: 'a', problem })
    expect(saying.pending).toEqual([{ clientId: 'a', text: '一', problem }])
    expect(apply(saying, { type: 'retried', clientId: 'a' }).pending[0]!.problem).toBeUndefined()
    expect(apply(saying, { type: 'discarded', clientId: 'a' }).pending).toEqual([])
    expect(apply(saying, brought(1, { sender: 'PATIENT', clientId: 'a' }), { type: 'failed', clientId: 'a', problem }).pending).toEqual([])
  })

  it('shows how much of a file has arrived', () => {
    const state = apply(openChat('PATIENT', room([])), { type: 'said', pending: { clientId: 'a', share: 0 } }, { type: 'progressed', clientId: 'a', share: 0.5 })
    expect(state.pending[0]!.share).toBe(0.5)
  })

  it('marks own messages sent, delivered, read; marks never go back', () => {
    const mine = said(2, { sender: 'PATIENT' })
    const sent = openChat('PATIENT', room([mine]))
    const delivered = apply(sent, event(3, { deliveredToPractitioner: 2 }))
    const read = apply(delivered, event(4, { readByPractitioner: 2, deliveredToPractitioner: 2 }), event(5, { readByPractitioner: 1 }), { type: 'rendered', conversation: room([mine]) })
    expect([sent, delivered, read].map((state) => progressOf(state, mine))).toEqual(['SENT', 'DELIVERED', 'READ'])
    expect(progressOf(openChat('PRACTITIONER', room([mine], { readByPatient: 2 })), mine)).toBe('READ')
  })

  it('opens and closes with the events', () => {
    const state = openChat('PATIENT', room([]))
    expect(apply(state, event(1, { open: false })).open).toBe(false)
    expect(apply(state, event(1, { open: false }), brought(2)).open).toBe(false)
  })

  it('asks for older messages as long as pages come full', () => {
    const full = Array.from({ length: historyPage }, (_, index) => said(100 + index))
    const state = openChat('PATIENT', room(full))
    expect(state.hasEarlier).toBe(true)
    expect(apply(state, { type: 'earlier', messages: [said(1)] }).hasEarlier).toBe(false)
    expect(openChat('PATIENT', room([said(1)])).hasEarlier).toBe(false)
  })

  it('takes a new link of a file where it was asked for, and keeps the old one else', () => {
    const file = (url: string) => ({ id: 'f', url, contentType: 'image/webp', durationSeconds: null, width: 10, height: 10 })
    const state = openChat('PATIENT', room([said(1, { file: file('old') })]))
    expect(apply(state, brought(1, { file: file('new') })).messages[0]!.file!.url).toBe('old')
    expect(apply(state, { type: 'kept', message: said(1, { file: file('new') }) }).messages[0]!.file!.url).toBe('new')
  })

  it('marks up to the newest of the others, the house included', () => {
    expect(lastIncoming(openChat('PATIENT', room([said(1), said(2, { sender: 'SYSTEM' }), said(3, { sender: 'PATIENT' })])))).toBe(2)
    expect(lastIncoming(openChat('PATIENT', room([])))).toBe(0)
  })
})
