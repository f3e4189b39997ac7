/** A refusal as WeChat Pay says it. */
export class PayError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const paramError = (message: string) => new PayError(400, 'PARAM_ERROR', message)
