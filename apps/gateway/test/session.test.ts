import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signAccessToken } from '@hospital/access/token'
import { newId } from '@hospital/database/identifier'
import { patientViewer } from '@hospital/subgraph/testing'
import { openStream, type TestClient } from './client.ts'
import { openTestHospital, type TestHospital } from './hospital.ts'

let hospital: TestHospital
beforeAll(async () => { hospital = await openTestHospital() })
afterAll(async () => { await hospital?.close() })

const ME = '{ me { id maskedPhone patients { id } } }'
const SIGN_OUT = 'mutation ($everywhere: Boolean) { signOut(everywhere: $everywhere) }'
const INBOX = 'subscription { inbox { sequence } }'
const sessionIdOf = ({ accessToken }: TestClient) => JSON.parse(Buffer.from(accessToken!.split('.')[1]!, 'base64url').toString()).sid as string

describe('a session', () => {
  it('is who signed in', async () => {
    const patient = await hospital.signInPatient('13900000001')
    expect((await patient.query(ME)).me.maskedPhone).toBe('139****0001')
  })

  it('ends at once in every request, ticket and socket when the person signs out', async () => {
    const patient = await hospital.signInPatient('13900000002')
    const stream = await patient.subscribe(INBOX)
    expect(await patient.mutate(SIGN_OUT)).toEqual({ signOut: true })
    expect((await patient.send(ME))).toMatchObject({ status: 401, errors: [{ extensions: { code: 'SESSION_EXPIRED' } }] })
    await expect(patient.ticket()).rejects.toThrow('401')
    expect(await stream.ended).toBe('4403')
  })

  it('is never taken for nobody where its token is forged, expired, of another use or of no session', async () => {
    const { sessionKey } = hospital.installation.keys
    const patient = await hospital.signInPatient('13900000003')
    const sessionId = sessionIdOf(patient)
    const tokens = await Promise.all([
      signAccessToken(randomBytes(32).toString('base64url'), { sessionId, realm: 'patients' }),
      signAccessToken(sessionKey, { sessionId, realm: 'patients' }, 'access', new Date(Date.now() - 3_600_000)),
      signAccessToken(sessionKey, { sessionId, realm: 'patients' }, 'ticket'),
      signAccessToken(sessionKey, { sessionId: newId(), realm: 'patients' }),
      signAccessToken(sessionKey, { sessionId, realm: 'platform' }),
      'not-a-token',
    ])
    for (const token of tokens) {
      const answer = await hospital.withToken(token).send('{ homecareItems { totalCount } }')
      expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'SESSION_EXPIRED' } }] })
    }
    expect((await fetch(`${hospital.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Basic eDp5' }, body: '{"query":"{ __typename }"}' })).status).toBe(401)
  })

  it('outlives its access token in no request', async () => {
    const patient = await hospital.signInPatient('13900000004')
    const old = await signAccessToken(hospital.installation.keys.sessionKey, { sessionId: sessionIdOf(patient), realm: 'patients' }, 'access', new Date(Date.now() - 16 * 60_000))
    expect(await hospital.withToken(old).refused(ME)).toBe('SESSION_EXPIRED')
  })
})

describe('a ticket', () => {
  it('opens a socket, an access token does not', async () => {
    const patient = await hospital.as(patientViewer())
    const stream = await openStream(hospital.url, { ticket: await patient.ticket() }, INBOX)
    await stream.close()
    expect(await (await openStream(hospital.url, { ticket: patient.accessToken }, INBOX)).ended).toBe('4403')
    expect(await (await openStream(hospital.url, { ticket: 'forged' }, INBOX)).ended).toBe('4403')
  })

  it('is no access token', async () => {
    const patient = await hospital.as(patientViewer())
    expect(await hospital.withToken(await patient.ticket()).refused(ME)).toBe('SESSION_EXPIRED')
  })

  it('is given to nobody', async () => {
    await expect(hospital.anonymous.ticket()).rejects.toThrow('401')
  })
})

describe('a socket of nobody', () => {
  it('may follow what is public only', async () => {
    expect(await (await hospital.anonymous.subscribe(INBOX)).ended).toBe('UNAUTHENTICATED')
  })
})
