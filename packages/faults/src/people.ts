import { createHash, createHmac } from 'node:crypto'
import { createClient, type Client, type Tally } from './client.ts'
import type { Fleet } from './fleet.ts'

/** As the demonstration seed makes every staff account. */
const PASSWORD = 'Hospital@2026'
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

const REQUEST = 'mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }'
const SIGN_IN = 'mutation ($phone: String!, $code: String!) { signInBySms(input: { phone: $phone, code: $code, agreed: true }) { accessToken } }'
const STAFF = 'mutation ($login: String!, $password: String!) { signInStaff(input: { login: $login, password: $password }) { challenge } }'
const TOTP = 'mutation ($challenge: String!, $code: String!) { confirmTotp(input: { challenge: $challenge, code: $code }) { accessToken } }'
const ADD = 'mutation ($input: AddPatientInput!) { addPatient(input: $input) { id } }'

/** Signs in by the code that the sandbox's SMS outbox shows. */
export async function signInPatient(fleet: Fleet, tally: Tally, phone: string): Promise<Client> {
  const anonymous = createClient(fleet.gateway, tally)
  const [before] = await sentTo(fleet, phone)
  await anonymous.insist(REQUEST, { phone })
  const code = await newestCode(fleet, phone, before?.serialNo)
  const { signInBySms } = await anonymous.insist(SIGN_IN, { phone, code })
  return createClient(fleet.gateway, tally, signInBySms.accessToken)
}

const sentTo = (fleet: Fleet, phone: string) => fleet.control<{ serialNo: string; params: string[] }[]>(`sms?template=SIGN_IN_CODE&phone=${phone}`)

async function newestCode(fleet: Fleet, phone: string, known: string | undefined): Promise<string> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const [sms] = await sentTo(fleet, phone)
    if (sms && sms.serialNo !== known) return sms.params[0]!
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('No SMS came')
}

export async function signInStaff(fleet: Fleet, tally: Tally, login: string): Promise<Client> {
  const anonymous = createClient(fleet.gateway, tally)
  const { signInStaff: { challenge } } = await anonymous.insist(STAFF, { login, password: PASSWORD })
  const { confirmTotp } = await anonymous.insist(TOTP, { challenge, code: totpCode(TOTP_SECRET) })
  return createClient(fleet.gateway, tally, confirmTotp.accessToken)
}

/** A new person of the account with a record in the HIS. */
export async function addPerson(client: Client, name: string): Promise<string> {
  const { addPatient } = await client.insist(ADD, { input: { name, idCard: nextIdCard(), relationship: 'OTHER' } })
  return addPatient.id
}

/** As HIS and insurer know them too. */
export interface KnownPerson {
  id: string
  name: string
  idCard: string
}

const DIGITS = '零一二三四五六七八九'

/** One whose name nobody else has, so that the insurer's voucher is theirs; and who is insured. */
export async function addKnownPerson(client: Client): Promise<KnownPerson> {
  let idCard = nextIdCard()
  while (!isInsured(idCard)) idCard = nextIdCard()
  const name = `周${[...String(people).padStart(3, '0')].map((digit) => DIGITS[Number(digit)]).join('')}`
  const { addPatient } = await client.insist(ADD, { input: { name, idCard, relationship: 'OTHER' } })
  return { id: addPatient.id, name, idCard }
}

/** Whom the sandbox's insurer has in its registry. */
const isInsured = (idCard: string) => createHash('sha256').update(`insurance ${idCard}`).digest()[0]! % 10 < 7

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
let people = 0

/** A fictitious person's number with a right check digit (GB 11643), a new one each time. */
function nextIdCard(): string {
  const first = `33011019830101${String(++people).padStart(3, '0')}`
  return first + '10X98765432'[[...first].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at]!, 0) % 11]
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator shows right now (RFC 6238: SHA-1, 6 digits, 30 s). */
function totpCode(secret: string): string {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  return String((digest.readUInt32BE(digest.at(-1)! & 0xf) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
