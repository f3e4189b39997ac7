import { isConnectorFailure } from '@hospital/connectors/failure'
import { actorOf } from '@hospital/access/viewer'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { beginJob, failJob, startJob, type JobRow } from '../jobs/job.ts'
import { syncOrganizations } from './organizations.ts'
import { syncPractitioners } from './practitioners.ts'

/** Starts a sync with HIS (A1-02), or answers the one that is under way. */
export function startHisSync(ctx: Context): Promise<JobRow> {
  return inTransaction(ctx, async (tx) => {
    const requestedBy = actorOf(tx.viewer).actorId ?? undefined
    const { row, fresh } = await startJob(tx, { kind: 'HIS_SYNC', title: '同步医院信息系统', task: 'syncHis', requestedBy })
    if (fresh) await audit(tx, 'directory.sync', { subjectType: 'Job', subjectId: row.id })
    return row
  })
}

/**
 * Does the directory's part of a sync: institutions and departments, then staff by page, each page whole or not at all. Killed in
 * between, it goes on at the page it had come to. The schedules are clinical's, which `directory.synchronised` sets to work.
 */
export async function syncHis(ctx: PlatformContext, { jobId }: { jobId: string }): Promise<void> {
  const begun = await inTransaction(ctx, (tx) => beginJob(tx, jobId))
  if (!begun) return
  try {
    await syncOrganizations(ctx, jobId)
    await syncPractitioners(ctx, jobId)
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'his sync')
    await inTransaction(ctx, (tx) => failJob(tx, jobId, `${FAILURES[error.kind]}已同步的数据不受影响，请稍后重新同步。`))
  }
}

const FAILURES = {
  UNAVAILABLE: '医院信息系统暂时无法连接。',
  TIMEOUT: '医院信息系统没有及时应答。',
  GARBAGE: '医院信息系统的应答无法识别。',
  REFUSED: '医院信息系统拒绝了请求，请检查对接配置。',
  CONFLICT: '医院信息系统的数据在同步中发生了变化。',
} as const
