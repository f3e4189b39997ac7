import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'

/** What a tester may let happen before the camera. */
export const OUTCOMES = {
  PASS: '本人刷脸通过',
  OTHER_FACE: '不是本人（与公安照片不符）',
  NOT_ALIVE: '活体检测不通过（照片或录像）',
  OTHER_CARD: '换成他人证件后通过',
  CANCELLED: '取消核验',
} as const
export type Outcome = keyof typeof OUTCOMES

export interface FaceCheck {
  token: string
  idCard: string
  name: string
  redirectUrl: string
  extra: string
  openedAt: number
  outcome: Outcome | null
}

/** A token opens its page for two hours; its result is readable for three days. */
const OPEN_MS = 7_200_000
const READABLE_MS = 3 * 86_400_000

/** Somebody whose papers are good, and who is nobody that the hospital asked about. */
const STRANGER = { idCard: '110101199003070118', name: '陌生人' }

const columns = 'token, id_card AS idCard, name, redirect_url AS redirectUrl, extra, opened_at AS openedAt, outcome'

export function createChecks(database: Database, clock: Clock) {
  const find = (token: string) => database.get<FaceCheck>(`SELECT ${columns} FROM face_check WHERE token = ? AND opened_at > ?`, token, clock.now() - READABLE_MS)
  return {
    open(check: Omit<FaceCheck, 'token' | 'openedAt' | 'outcome'>): string {
      const token = randomUUID().toUpperCase()
      database.run('INSERT INTO face_check (token, id_card, name, redirect_url, extra, opened_at) VALUES (?, ?, ?, ?, ?, ?)', token, check.idCard, check.name, check.redirectUrl, check.extra, clock.now())
      return token
    },
    find,
    isOpen: ({ outcome, openedAt }: FaceCheck) => outcome === null && openedAt + OPEN_MS > clock.now(),
    /** Once: what was decided stands. */
    finish: (token: string, outcome: Outcome) =>
      database.run('UPDATE face_check SET outcome = ?, finished_at = ? WHERE token = ? AND outcome IS NULL AND opened_at > ?', outcome, clock.now(), token, clock.now() - OPEN_MS) > 0,
    list: () => database.all<FaceCheck>(`SELECT ${columns} FROM face_check ORDER BY opened_at DESC, rowid DESC LIMIT 100`),
  }
}

export type Checks = ReturnType<typeof createChecks>

/** As GetDetectInfoEnhanced prints it. Until somebody has finished, there is no code. */
export function printCheck({ outcome, idCard, name, extra }: FaceCheck) {
  const person = outcome === 'OTHER_CARD' ? STRANGER : { idCard, name }
  const codes: Record<Outcome, [code: number, alive: number | null, compared: number | null]> = { PASS: [0, 0, 0], OTHER_CARD: [0, 0, 0], OTHER_FACE: [2004, 0, 2004], NOT_ALIVE: [1001, 1001, null], CANCELLED: [2016, null, null] }
  const [ErrCode, LiveStatus, Comparestatus] = outcome ? codes[outcome] : [null, null, null]
  return { Text: { ErrCode, LiveStatus, Comparestatus, IdCard: person.idCard, Name: person.name, Sim: outcome === 'PASS' ? '98.61' : null, Extra: extra }, RequestId: randomUUID() }
}
