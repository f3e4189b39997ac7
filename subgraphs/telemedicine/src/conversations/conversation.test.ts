import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANONYMOUS, type Viewer } from '@hospital/access/viewer'
import { roleUrl } from '@hospital/database/roles'
import { newId } from '@hospital/database/identifier'
import { fileOwner } from '@hospital/files/owner'
import { administratorViewer, doctorViewer, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { keepUpload } from '../../../../packages/files/test/upload.ts'
import { deliver, givenRoom, openTelemedicine, type Room } from '../../test/scenario.ts'

let telemedicine: TestSubgraph
beforeAll(async () => { telemedicine = await openTelemedicine() })
afterAll(() => telemedicine?.close())

interface Message { id: string; sequence: number; sender: string; kind: string; text: string | null; file: { url: string; contentType: string } | null }
const FIELDS = 'id sequence sender kind text file { url contentType durationSeconds }'

async function send(viewer: Viewer, conversationId: string, input: { text?: string; uploadReceipt?: string; clientId?: string }) {
  const { data, errors } = await telemedicine.execute<{ sendMessage: Message }>(viewer, `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${FIELDS} } }`,
    { input: { conversationId, clientId: randomUUID(), ...input } })
  return { message: data?.sendMessage, code: errors?.[0]?.extensions.code }
}
async function messagesOf(viewer: Viewer, id: string, args = 'last: 100'): Promise<Message[]> {
  const { data } = await telemedicine.execute<{ conversation: { messages: Message[] } }>(viewer, `query ($id: ID!) { conversation(id: $id) { messages(${args}) { ${FIELDS} } } }`, { id })
  return data!.conversation.messages
}
async function stateOf(viewer: Viewer, id: string) {
  const { data } = await telemedicine.execute<{ conversation: Record<string, number | boolean> }>(viewer, 'query ($id: ID!) { conversation(id: $id) { open unread lastSequence readByPatient readByPractitioner deliveredToPatient deliveredToPractitioner } }', { id })
  return data!.conversation
}
const mark = (viewer: Viewer, which: 'markRead' | 'markDelivered', id: string, sequence: number) =>
  telemedicine.execute(viewer, `mutation ($id: ID!, $sequence: Int!) { ${which}(conversationId: $id, sequence: $sequence) { readByPatient } }`, { id, sequence })
const notices = async (subjectId: string) => (await telemedicine.waitingJobs()).filter(({ task, payload }) => task === 'platform.on.notice.due' && (payload.data as { subjectId: string }).subjectId === subjectId)
const receipt = (viewer: Viewer, contentType = 'image/webp', at = telemedicine.clock.now()) => keepUpload(telemedicine.installation, { owner: fileOwner(viewer)!, contentType, now: at })

describe('[C1-04] a conversation', () => {
  it('opens with a line of the house and what the patient attached, which count nothing', async () => {
    const room = await givenRoom(telemedicine, { messageLimit: 1, attachments: [{ fileId: newId(), contentType: 'image/webp', bytes: 9, width: 3, height: 3, durationSeconds: null }] })
    const shown = await messagesOf(room.doctor, room.id)
    expect(shown.map(({ sender, kind }) => `${sender} ${kind}`)).toEqual(['SYSTEM SYSTEM', 'PATIENT IMAGE', 'SYSTEM SYSTEM'])
    expect(shown[1]!.file!.url).toMatch(/^\/files\/[0-9a-f-]{36}\?expires=\d+&signature=/)
    expect((await send(room.patient, room.id, { text: '医生您好' })).code).toBeUndefined()
  })

  it('opens once, however often it is announced', async () => {
    const room = await givenRoom(telemedicine)
    const again = { consultationId: room.consultationId, patientId: room.patient.patientIds[0]!, accountId: room.patient.accountId, practitionerId: room.doctor.practitionerId, attachments: [], messageLimit: 5, notice: 'x' }
    await deliver(telemedicine, 'consultation.opened', again)
    expect((await messagesOf(room.patient, room.id)).length).toBe(2)
  })

  it('takes its news in any order: accepted and closed before it was opened', async () => {
    const [patient, doctor, consultationId] = [patientViewer(), doctorViewer(), newId()]
    await deliver(telemedicine, 'consultation.closed', { consultationId, notice: '已结束' })
    await deliver(telemedicine, 'consultation.accepted', { consultationId, notice: '已接诊' })
    await deliver(telemedicine, 'consultation.opened', { consultationId, patientId: patient.patientIds[0]!, accountId: patient.accountId, practitionerId: doctor.practitionerId, attachments: [], messageLimit: 5, notice: '已提交' })
    const { data } = await telemedicine.execute<{ conversations: { nodes: { open: boolean; messages: { text: string }[] }[] } }>(patient, '{ conversations { nodes { open messages { text } } } }')
    expect(data!.conversations.nodes).toEqual([{ open: false, messages: [{ text: '已提交' }, { text: '已接诊' }, { text: '已结束' }] }])
  })

  it('carries text, pictures and voice both ways, newest conversation first', async () => {
    const room = await givenRoom(telemedicine)
    expect((await send(room.patient, room.id, { text: '  最近头晕 😵  ' })).message).toMatchObject({ sender: 'PATIENT', kind: 'TEXT', text: '最近头晕 😵' })
    expect((await send(room.doctor, room.id, { uploadReceipt: await receipt(room.doctor, 'audio/webm') })).message).toMatchObject({ sender: 'PRACTITIONER', kind: 'VOICE', file: { contentType: 'audio/webm' } })
    expect((await send(room.patient, room.id, { uploadReceipt: await receipt(room.patient) })).message).toMatchObject({ kind: 'IMAGE' })
  })

  it('pages back through what was said', async () => {
    const room = await givenRoom(telemedicine)
    for (let i = 1; i <= 5; i++) await send(room.doctor, room.id, { text: `第 ${i} 条` })
    const newest = await messagesOf(room.patient, room.id, 'last: 2')
    expect(newest.map(({ text }) => text)).toEqual(['第 4 条', '第 5 条'])
    expect((await messagesOf(room.patient, room.id, `last: 2, before: ${newest[0]!.sequence}`)).map(({ text }) => text)).toEqual(['第 2 条', '第 3 条'])
  })

  it('keeps a message sent again once, also when sent at once many times, and counts it once', async () => {
    const room = await givenRoom(telemedicine, { messageLimit: 2 })
    const clientId = randomUUID()
    const sent = await Promise.all(Array.from({ length: 10 }, () => send(room.patient, room.id, { text: '在吗', clientId })))
    expect(new Set(sent.map(({ message }) => message?.id)).size).toBe(1)
    expect((await messagesOf(room.patient, room.id)).filter(({ sender }) => sender === 'PATIENT').length).toBe(1)
    expect((await send(room.patient, room.id, { text: '第二条' })).code).toBeUndefined()
    expect((await send(room.patient, room.id, { text: '在吗', clientId })).message?.id).toBe(sent[0]!.message!.id)
  })

  it('never lets the patient send more than the limit, however many at once', async () => {
    const room = await givenRoom(telemedicine, { messageLimit: 3 })
    const sent = await Promise.all(Array.from({ length: 20 }, (_, i) => send(room.patient, room.id, { text: `${i}` })))
    expect(sent.filter(({ message }) => message).length).toBe(3)
    expect(new Set(sent.filter(({ code }) => code).map(({ code }) => code))).toEqual(new Set(['MESSAGE_LIMIT']))
    expect((await send(room.doctor, room.id, { text: '还可以回复' })).code).toBeUndefined()
  })

  it.each([
    ['nothing', {}, 'MESSAGE_INVALID'], ['blanks', { text: ' \n ' }, 'MESSAGE_INVALID'], ['too long a text', { text: '长'.repeat(2001) }, 'MESSAGE_INVALID'],
    ['a forged receipt', { uploadReceipt: 'eyJhbGciOiJub25lIn0.e30.' }, 'UPLOAD_INVALID'], ['no UUID of its own', { text: 'a', clientId: '1' }, 'INVALID_INPUT'],
  ])('refuses %s', async (_what, input, code) => {
    const room = await givenRoom(telemedicine)
    expect((await send(room.patient, room.id, input)).code).toBe(code)
  })

  it('takes 2000 characters as people count them', async () => {
    const room = await givenRoom(telemedicine)
    expect((await send(room.patient, room.id, { text: '😀'.repeat(2000) })).code).toBeUndefined()
  })

  it('refuses a receipt of somebody else or of long ago', async () => {
    const room = await givenRoom(telemedicine)
    expect((await send(room.patient, room.id, { uploadReceipt: await receipt(room.doctor) })).code).toBe('UPLOAD_INVALID')
    expect((await send(room.patient, room.id, { uploadReceipt: await receipt(room.patient, 'image/webp', new Date(telemedicine.clock.now().getTime() - 25 * 3_600_000)) })).code).toBe('UPLOAD_INVALID')
  })

  it('lets the doctor write only after accepting, the patient before', async () => {
    const room = await givenRoom(telemedicine, { accepted: false })
    expect((await send(room.patient, room.id, { text: '补充一下' })).code).toBeUndefined()
    expect((await send(room.doctor, room.id, { text: '您好' })).code).toBe('WRONG_STATE')
    const early = send(room.doctor, room.id, { text: '您好' })
    await deliver(telemedicine, 'consultation.accepted', { consultationId: room.consultationId, notice: '医生已接诊' })
    expect((await early).code).toBeUndefined()
  })

  it('takes no message once it is closed, and still gives the one sent before', async () => {
    const room = await givenRoom(telemedicine)
    const clientId = randomUUID()
    await send(room.patient, room.id, { text: '谢谢', clientId })
    await deliver(telemedicine, 'consultation.closed', { consultationId: room.consultationId, notice: '咨询已结束' })
    for (const viewer of [room.patient, room.doctor]) expect((await send(viewer, room.id, { text: '还有' })).code).toBe('CONVERSATION_CLOSED')
    expect((await send(room.patient, room.id, { text: '谢谢', clientId })).message?.text).toBe('谢谢')
    expect((await messagesOf(room.doctor, room.id)).at(-1)).toMatchObject({ sender: 'SYSTEM', text: '咨询已结束' })
    expect(await stateOf(room.patient, room.id)).toMatchObject({ open: false })
  })

  it('[R13] keeps what was said: the database refuses to change or delete it', async () => {
    const room = await givenRoom(telemedicine)
    const { installation: { databaseUrl, keys } } = telemedicine
    const sql = postgres(roleUrl(databaseUrl, keys.databasePassword, 'telemedicine'), { max: 1 })
    await expect(sql`delete from telemedicine.message where conversation_id = ${room.id}`).rejects.toThrow('kept as it is')
    await expect(sql`update telemedicine.message set text = 'x' where conversation_id = ${room.id}`).rejects.toThrow('kept as it is')
    await sql.end()
  })
})

describe('[C1-04] marks', () => {
  it('move forward only, end at the newest event, and what is read was delivered', async () => {
    const room = await givenRoom(telemedicine)
    const { message } = await send(room.patient, room.id, { text: '请看' })
    expect(await stateOf(room.doctor, room.id)).toMatchObject({ unread: 1 })
    await mark(room.doctor, 'markDelivered', room.id, message!.sequence)
    await mark(room.doctor, 'markRead', room.id, message!.sequence)
    const read = await stateOf(room.doctor, room.id)
    expect(read).toMatchObject({ unread: 0, readByPractitioner: message!.sequence, deliveredToPractitioner: message!.sequence, readByPatient: 0 })
    await mark(room.doctor, 'markRead', room.id, 1)
    await mark(room.doctor, 'markRead', room.id, message!.sequence)
    expect(await stateOf(room.doctor, room.id)).toEqual(read)
    await mark(room.doctor, 'markRead', room.id, 1_000_000)
    const { lastSequence, readByPractitioner } = await stateOf(room.doctor, room.id)
    expect(readByPractitioner).toBeLessThanOrEqual(lastSequence as number)
  })

  it('one notice goes out for the first unread message, the next after reading', async () => {
    const room = await givenRoom(telemedicine)
    for (let i = 0; i < 3; i++) await send(room.doctor, room.id, { text: `${i}` })
    expect((await notices(room.consultationId)).length).toBe(1)
    await mark(room.patient, 'markRead', room.id, (await stateOf(room.patient, room.id)).lastSequence as number)
    await send(room.doctor, room.id, { text: '再看看' })
    const sent = await notices(room.consultationId)
    expect(sent.length).toBe(2)
    expect(sent[0]!.payload.data).toMatchObject({ accountId: room.patient.accountId })
    expect(JSON.stringify(sent)).not.toContain('再看看')
  })
})

describe('[C1-04] followers', () => {
  const STREAM = 'subscription ($id: ID!, $after: Int) { conversationEvents(conversationId: $id, after: $after) { sequence message { text sender } readByPatient open conversation { lastSequence } } }'
  interface Event { sequence: number; message: { text: string } | null; readByPatient: number | null; open: boolean | null }
  const next = async (stream: AsyncIterableIterator<unknown>) => ((await stream.next()).value as { data: { conversationEvents: Event } }).data.conversationEvents
  const follow = (viewer: Viewer, room: Room, after?: number) => telemedicine.subscribe(viewer, STREAM, { id: room.id, after })

  it('get what is missing, then what comes: messages, marks, the end', async () => {
    const room = await givenRoom(telemedicine)
    const stream = await follow(room.patient, room, 0)
    const opening = [await next(stream), await next(stream), await next(stream)]
    expect(opening.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(opening[0]!.open).toBe(true)
    const waiting = next(stream)
    await send(room.doctor, room.id, { text: '您好' })
    expect(await waiting).toMatchObject({ sequence: 4, message: { text: '您好' } })
    await mark(room.patient, 'markRead', room.id, 4)
    expect(await next(stream)).toMatchObject({ sequence: 5, readByPatient: 4, message: null })
    await deliver(telemedicine, 'consultation.closed', { consultationId: room.consultationId, notice: '咨询已结束' })
    expect((await next(stream)).message?.text).toBe('咨询已结束')
    expect((await next(stream)).open).toBe(false)
    await stream.return!()
  })

  it('lose and double nothing over many reconnects while both sides write at once', async () => {
    const room = await givenRoom(telemedicine, { messageLimit: 200 })
    const from = (await stateOf(room.patient, room.id)).lastSequence as number
    const writing = Promise.all(Array.from({ length: 60 }, async (_, i) => send(i % 2 ? room.doctor : room.patient, room.id, { text: `${i}` })))
    const seen: Event[] = []
    while (seen.length < 60) {
      const stream = await follow(room.patient, room, seen.at(-1)?.sequence ?? from)
      for (let i = 0; i < 7 && seen.length < 60; i++) seen.push(await next(stream))
      await stream.return!()
    }
    await writing
    expect(seen.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, i) => from + 1 + i))
    expect(new Set(seen.map(({ message }) => message!.text)).size).toBe(60)
  })

  it('start with what comes where no `after` is given', async () => {
    const room = await givenRoom(telemedicine)
    const stream = await follow(room.doctor, room)
    const waiting = next(stream)
    await send(room.patient, room.id, { text: '新的' })
    expect((await waiting).message?.text).toBe('新的')
    await stream.return!()
  })
})

describe('[C1-04] nobody else', () => {
  it('sees, writes, marks or follows a conversation, on any path', async () => {
    const room = await givenRoom(telemedicine)
    const said = (await send(room.patient, room.id, { text: '私密' })).message!
    for (const stranger of [patientViewer(), patientViewer([]), doctorViewer(), administratorViewer(), ANONYMOUS]) {
      const direct = await telemedicine.execute<{ conversation: unknown }>(stranger, 'query ($id: ID!) { conversation(id: $id) { id } }', { id: room.id })
      expect(direct.data?.conversation ?? null).toBeNull()
      const representations = [{ __typename: 'Conversation', id: room.id }, { __typename: 'ConversationMessage', id: said.id }]
      const entities = await telemedicine.execute<{ _entities: unknown[] }>(stranger, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Conversation { id lastMessage { text } } ... on ConversationMessage { text } } }', { r: representations })
      expect(entities.data?._entities).toEqual([null, null])
      const joined = await telemedicine.execute<{ _entities: { conversation: unknown }[] }>(stranger, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Consultation { conversation { id } } } }', { r: [{ __typename: 'Consultation', id: room.consultationId }] })
      expect(joined.data?._entities[0]?.conversation ?? null).toBeNull()
      expect((await send(stranger, room.id, { text: 'x' })).code).toMatch(/NOT_FOUND|FORBIDDEN|UNAUTHENTICATED/)
      expect((await mark(stranger, 'markRead', room.id, 1)).errors?.[0]?.extensions.code).toMatch(/NOT_FOUND|FORBIDDEN|UNAUTHENTICATED/)
      await expect(telemedicine.subscribe(stranger, 'subscription ($id: ID!) { conversationEvents(conversationId: $id) { sequence } }', { id: room.id })).rejects.toMatchObject({ extensions: { code: expect.stringMatching(/NOT_FOUND|FORBIDDEN|UNAUTHENTICATED/) } })
    }
    const joined = await telemedicine.execute<{ _entities: { conversation: { id: string } }[] }>(room.doctor, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Consultation { conversation { id } } } }', { r: [{ __typename: 'Consultation', id: room.consultationId }] })
    expect(joined.data?._entities[0]?.conversation.id).toBe(room.id)
  })
})
