import { createWriteStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { Zip, ZipPassThrough } from 'fflate'
import QRCode from 'qrcode'
import { hospitalDay } from '@hospital/database/clock'
import { exportPath, nameExport } from '@hospital/files/exports'
import { onePage, workbook } from '@hospital/sheets/workbook'
import type { PlatformContext } from '../context.ts'
import type { QrCodeRow } from './qr-code.ts'
import { titlesOf, type QrTitle } from './titles.ts'

/** Large enough for a poster's corner; a margin of four modules, as the norm asks. */
const PICTURE = { width: 600, margin: 4, errorCorrectionLevel: 'M' } as const
const CHANNEL_WORDS = { LINK: '自有链接', WECHAT_PERMANENT: '公众号永久码', WECHAT_TEMPORARY: '公众号临时码' }

/** All pictures of a batch and their list in one archive, one picture in memory at a time. Its name is there only once it is whole. */
export async function packCodes(ctx: PlatformContext, jobId: string, rows: readonly QrCodeRow[]): Promise<{ name: string; bytes: number }> {
  const path = exportPath(ctx.dataFolder, jobId, 'zip')
  await mkdir(dirname(path), { recursive: true })
  const titles = await titlesOf(ctx, rows)
  const archive = openArchive(`${path}.draft`)
  const listed: [QrCodeRow, QrTitle, string][] = []
  for (const row of rows) {
    const title = titles.get(row.id)!
    const file = `${String(row.place + 1).padStart(4, '0')} ${fileName(title)}.png`
    await archive.add(file, await QRCode.toBuffer(row.url!, PICTURE))
    listed.push([row, title, file])
  }
  await archive.add('二维码清单.xlsx', await listOf(listed))
  await archive.close()
  const { size } = await stat(`${path}.draft`)
  await rename(`${path}.draft`, path)
  const name = `二维码 ${rows[0]!.campaign.replace(UNSAFE, ' ')} ${hospitalDay(ctx.now())}.zip`
  await nameExport(ctx.dataFolder, jobId, name)
  return { name, bytes: size }
}

/** What no file system takes, or takes for a folder. */
const UNSAFE = /[\\/:*?"<>|\u0000-\u001f]/g
const fileName = ({ name, department }: QrTitle) => [name, department].filter(Boolean).join(' ').replace(UNSAFE, ' ').trim().slice(0, 80)

function listOf(listed: readonly [QrCodeRow, QrTitle, string][]): Promise<Buffer> {
  const columns = [
    { title: '文件', width: 36 }, { title: '名称' }, { title: '科室', width: 24 }, { title: '机构', width: 28 }, { title: '渠道' }, { title: '活动', width: 24 }, { title: '编号' }, { title: '链接', width: 48 }, { title: '有效至', width: 20 },
  ]
  const rows = listed.map(([row, { name, department, institution }, file]) => [file, name, department, institution, CHANNEL_WORDS[row.channel], row.campaign, row.code, row.url, row.expiresAt])
  return buffer(workbook('二维码清单', columns, onePage(rows)))
}

/** Pictures are compressed already: they are stored as they are. */
function openArchive(path: string) {
  const out = createWriteStream(path)
  const broken = finished(out)
  broken.catch(() => {})
  const zip = new Zip((error, chunk, last) => {
    if (error) out.destroy(error)
    else out.write(chunk)
    if (last) out.end()
  })
  return {
    async add(name: string, bytes: Buffer): Promise<void> {
      const entry = new ZipPassThrough(name)
      zip.add(entry)
      entry.push(bytes, true)
      if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), broken])
    },
    async close(): Promise<void> {
      zip.end()
      await broken
    },
  }
}
