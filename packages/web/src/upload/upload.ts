import type { Ticket } from '../session/ticket-route.ts'
import { fetchTicket } from '../ticket.ts'

export interface Uploading {
  /** What a mutation takes as `uploadReceipt` once the file is whole on the gateway. */
  receipt: Promise<string>
  cancel(): void
}

/** A ticket lives for 60 s and an upload may take longer: every request carries one younger than this. */
const ticketAgeMs = 40_000

/** Sends a file in resumable pieces; a break, or a reload of the page, goes on where it stopped. */
export function startUpload(file: File, onProgress: (share: number) => void): Uploading {
  const abort = new AbortController()
  return { receipt: send(file, onProgress, abort.signal), cancel: () => abort.abort() }
}

async function send(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<string> {
  const [{ Upload }, { uploadUrl }] = await Promise.all([import('tus-js-client'), fetchTicket()])
  const ticketNow = ticketKeeper()
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: uploadUrl,
      metadata: { filename: file.name, filetype: file.type },
      chunkSize: 1024 * 1024,
      retryDelays: [0, 1_000, 3_000, 5_000, 10_000],
      removeFingerprintOnSuccess: true,
      onBeforeRequest: async (request) => request.setHeader('authorization', `Bearer ${(await ticketNow()).ticket}`),
      onProgress: (sent, total) => onProgress(total ? sent / total : 0),
      onError: reject,
      onSuccess: ({ lastResponse }) => {
        const receipt = lastResponse.getHeader('upload-receipt')
        if (receipt) resolve(receipt)
        else reject(new Error('the upload ended without a receipt'))
      },
    })
    signal.addEventListener('abort', () => {
      void upload.abort(true)
      reject(new DOMException('cancelled', 'AbortError'))
    })
    void resume(upload)
  })
}

async function resume(upload: import('tus-js-client').Upload): Promise<void> {
  const [previous] = await upload.findPreviousUploads()
  if (previous) upload.resumeFromPreviousUpload(previous)
  upload.start()
}

function ticketKeeper(): () => Promise<Ticket> {
  let fetchedAt = 0
  let ticket: Promise<Ticket> | undefined
  return () => {
    if (!ticket || Date.now() - fetchedAt > ticketAgeMs) {
      fetchedAt = Date.now()
      ticket = fetchTicket()
    }
    return ticket
  }
}

/** The code and sentence in the gateway's refusal of an upload, where there is one. */
export function refusalOfUpload(error: unknown): { code: string; message: string } | null {
  const response = (error as { originalResponse?: { getBody(): string } | null })?.originalResponse
  try {
    const { code, message } = JSON.parse(response?.getBody() ?? '')
    return typeof code === 'string' && typeof message === 'string' ? { code, message } : null
  } catch {
    return null
  }
}
