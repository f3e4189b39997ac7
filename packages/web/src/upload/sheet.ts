import { fetchTicket } from '../ticket.ts'

/** Sends a table for an import; answers the receipt that the import takes. Throws an error with a sentence. */
export async function sendSheet(file: File): Promise<string> {
  const { ticket, uploadUrl } = await fetchTicket()
  const answer = await fetch(uploadUrl.replace(/uploads$/, 'sheets'), { method: 'POST', headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/octet-stream' }, body: file }).catch(() => null)
  const body = (await answer?.json().catch(() => null)) as { receipt?: string; message?: string } | null
  if (body?.receipt) return body.receipt
  throw new Error(answer?.status === 413 ? '文件超过 30 MB，请拆分后导入。' : (body?.message ?? '文件没有传上去，请检查网络后重试。'))
}
