/** What an upload can be refused for: status and a sentence for the person who uploads. The codes are those of the graph's refusals. */
const PROBLEMS = {
  UNAUTHENTICATED: [401, '登录已过期，请重新登录。'],
  NOT_FOUND: [404, '没有找到这个文件，请重新上传。'],
  INVALID_INPUT: [400, '上传请求有误，请重新选择文件。'],
  UPLOAD_INVALID: [409, '文件没有上传成功或已失效，请重新上传。'],
  FILE_TYPE: [415, '不支持这种文件，请上传图片（JPG、PNG、WebP）、语音或 PDF。'],
  FILE_TOO_LARGE: [413, '文件太大：图片和 PDF 不超过 10 MB，语音不超过 60 秒。'],
  TOO_MANY_REQUESTS: [429, '今天上传的文件太多，请明天再试。'],
  INTERNAL: [500, '系统开小差了，请稍后重试。'],
} as const satisfies Record<string, readonly [number, string]>

export type UploadProblem = keyof typeof PROBLEMS

/** A refused upload, in the shape that @tus/server passes on to the client. */
export class UploadRefused extends Error {
  readonly status_code: number
  readonly body: string

  constructor(readonly code: UploadProblem) {
    super(code)
    const [status, message] = PROBLEMS[code]
    this.status_code = status
    this.body = JSON.stringify({ code, message })
  }
}

/** tus' own complaints in our words; the status stays, because clients act on it (409 and 423 are tried again). */
export function asRefusal(error: Error | { status_code: number; body: string }): { status_code: number; body: string } {
  if (error instanceof UploadRefused) return error
  const status = 'status_code' in error ? error.status_code : 500
  return { status_code: status, body: new UploadRefused(codeOf(status)).body }
}

function codeOf(status: number): UploadProblem {
  if (status === 429) return 'TOO_MANY_REQUESTS'
  if (status === 413) return 'FILE_TOO_LARGE'
  if (status === 404 || status === 410) return 'NOT_FOUND'
  if (status === 409 || status === 423) return 'UPLOAD_INVALID'
  return status < 500 ? 'INVALID_INPUT' : 'INTERNAL'
}
