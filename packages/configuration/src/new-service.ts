import type { PatientViewer } from '@hospital/access/viewer'
import { hospitalDay } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Configuration } from './projection.ts'

/** Whoever starts a new service. Refuses FORBIDDEN (no patient), RESTRICTED (says why and until when), REAL_NAME_REQUIRED. */
export async function startingPatient(ctx: Context, { settingOf }: Configuration): Promise<PatientViewer> {
  const { viewer, now } = ctx
  if (viewer.kind !== 'PATIENT') throw new Refusal('FORBIDDEN')
  const { restrictedUntil: until, restrictionReason: reason, unnamedAt } = viewer
  if (until && new Date(until) > now()) {
    throw new Refusal('RESTRICTED', { message: `${reason ? `因“${reason}”，` : ''}您的账号在 ${words(until)} 前不能使用新的服务，已有的服务不受影响。`, details: { until, reason: reason ?? null } })
  }
  if (unnamedAt && (await settingOf(ctx, 'terminal.realName', unnamedAt)) !== 'NONE') throw new Refusal('REAL_NAME_REQUIRED')
  return viewer
}

export type FaceCheckSetting = 'registration.faceCheck' | 'consultation.faceCheck' | 'healthCard.faceCheck'

/**
 * Where the institution or the terminal asks for it, the person served (or a minor's guardian) has stood before the camera and that still
 * holds. Refuses IDENTITY_REQUIRED, with the person's id for the page that leads on.
 */
export async function requireProven(ctx: Context, { settingOf }: Configuration, viewer: PatientViewer, patientId: string, asked: FaceCheckSetting, institutionId?: string | null): Promise<void> {
  const until = viewer.proven?.[patientId]
  if (until && new Date(until) > ctx.now()) return
  const byTerminal = viewer.terminal !== undefined && (await settingOf(ctx, 'terminal.realName', viewer.terminal)) === 'FACE_BEFORE_SERVICE'
  if (byTerminal || (await settingOf(ctx, asked, institutionId))) throw new Refusal('IDENTITY_REQUIRED', { details: { patientId } })
}

const MINUTE = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false })

function words(instant: string): string {
  const at = new Date(instant)
  const [year, month, day] = hospitalDay(at).split('-').map(Number)
  return `${year} 年 ${month} 月 ${day} 日 ${MINUTE.format(at)}`
}
