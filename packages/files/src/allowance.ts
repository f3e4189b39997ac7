import { createHash } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hospitalDay } from '@hospital/database/clock'
import { UploadRefused } from './problem.ts'

export interface Allowance {
  /** Announced by one owner within a hospital day, finished or not. */
  uploads: number
  bytes: number
}

const MEGABYTE = 1024 * 1024
export const DAILY_ALLOWANCE: Allowance = { uploads: 200, bytes: 300 * MEGABYTE }

export interface Allowances {
  /** Counts an announced upload; refuses TOO_MANY_REQUESTS beyond the day's allowance. */
  take(owner: string, bytes: number): Promise<void>
  /** Forgets the days before. */
  sweep(): Promise<void>
}

/** Counted in the folder itself, so that several gateways before one folder count together. */
export function openAllowances(folder: string, now: () => Date, { uploads, bytes: most }: Allowance = DAILY_ALLOWANCE): Allowances {
  const days = join(folder, 'allowance')
  return {
    async take(owner, bytes) {
      const day = join(days, hospitalDay(now()))
      await mkdir(day, { recursive: true })
      const file = join(day, createHash('sha256').update(owner).digest('base64url'))
      // Written before it is read: of two at the same time, each sees both.
      await appendFile(file, `${bytes}\n`)
      const announced = (await readFile(file, 'utf8')).trim().split('\n').map(Number)
      if (announced.length > uploads || announced.reduce((sum, one) => sum + one, 0) > most) throw new UploadRefused('TOO_MANY_REQUESTS')
    },
    async sweep() {
      const today = hospitalDay(now())
      const former = (await readdir(days).catch(() => [])).filter((day) => day < today)
      await Promise.all(former.map((day) => rm(join(days, day), { recursive: true, force: true })))
    },
  }
}
