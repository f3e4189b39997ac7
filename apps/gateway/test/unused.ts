import { join } from 'node:path'
import { findKept } from '@hospital/files/kept'
import { removeUnused } from '@hospital/files/use'
import type { TestHospital } from './hospital.ts'

const WEEK_AND_A_DAY = 8 * 86_400_000

/** Which of these uploads go when what nothing refers to is swept out. */
export async function sweptAway({ installation: { dataFolder }, clock }: TestHospital, receipts: readonly string[]): Promise<boolean[]> {
  const folder = join(dataFolder, 'files')
  await removeUnused(folder, new Date(clock.now().getTime() + WEEK_AND_A_DAY))
  return Promise.all(receipts.map(async (receipt) => {
    const { fileId } = JSON.parse(Buffer.from(receipt.split('.')[1]!, 'base64url').toString()) as { fileId: string }
    return (await findKept(folder, fileId)) === undefined
  }))
}
