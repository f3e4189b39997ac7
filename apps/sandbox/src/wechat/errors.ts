/** The platform refuses with HTTP 200 and a number. */
export class WechatError extends Error {
  readonly errcode: number

  constructor(errcode: number, errmsg: string) {
    super(errmsg)
    this.errcode = errcode
  }
}
