import type { FastifyInstance } from 'fastify'
import { coreCallHolds, type CoreHeaders } from '@hospital/connectors/insurance/core'
import { signedFenOf } from '@hospital/connectors/insurance/statement'
import type { InsuranceDesk } from './desk.ts'

type Input = Record<string, Record<string, string>>

/** The core platform's interface (医保信息平台定点医药机构接口) as far as a day is reconciled by it: 3201, 9101, 3202, 9102. */
export async function coreRoutes(app: FastifyInstance, { desk: { core, statements } }: { desk: InsuranceDesk }) {
  let serial = 0
  const answer = (infcode: '0' | '-1', said: { err_msg?: string; output?: object }) =>
    ({ infcode, inf_refmsgid: `530100${Date.now()}${String(++serial).padStart(6, '0')}`, refmsg_time: '', respond_time: '', err_msg: '', output: null, ...said })
  const done = (output: object) => answer('0', { output })
  const refused = (message: string) => answer('-1', { err_msg: message })

  function call(infno: string, work: (input: Input) => object | Buffer | undefined) {
    app.post(`/${infno}`, (request, reply) => {
      if (!coreCallHolds(core, request.headers as Partial<CoreHeaders>, Date.now())) return reply.send(refused('签名验证失败'))
      const read = inputOf(request.body)
      if (read?.infno !== infno || !read.input) return reply.send(refused('报文格式错误'))
      const found = work(read.input)
      if (found === undefined) return reply.send(refused('对账数据尚未生成，或文件不存在'))
      return Buffer.isBuffer(found) ? reply.type('application/octet-stream').send(found) : reply.send(done(found))
    })
  }

  call('3201', ({ data }) => {
    const { stmt_begndate: from = '', stmt_enddate: to = '', fund_pay_sumamt: fund = '', acct_pay: account = '', fixmedins_setl_cnt: count } = data ?? {}
    const agrees = statements.agrees(from, to, { fundFen: signedFenOf(fund), accountFen: signedFenOf(account), count: Number(count) })
    return agrees === undefined ? undefined : { stmtinfo: { setl_optins: core.office, stmt_rslt: agrees ? '0' : '1', stmt_rslt_dscr: agrees ? '平' : '不平' } }
  })
  call('9101', ({ fsUploadIn }) => ({ file_qury_no: statements.take(Buffer.from(fsUploadIn?.in ?? '', 'base64')), filename: fsUploadIn?.filename, fixmedins_code: fsUploadIn?.fixmedins_code }))
  call('3202', ({ data }) => {
    const file = statements.compare(data?.stmt_begndate ?? '', data?.stmt_enddate ?? '', data?.file_qury_no ?? '')
    return file === undefined ? undefined : { fileinfo: { file_qury_no: file, filename: 'result.zip', dld_endtime: '' } }
  })
  call('9102', ({ fsDownloadIn }) => statements.fetch(fsDownloadIn?.file_qury_no ?? ''))
}

function inputOf(body: unknown): { infno?: string; input?: Input } | null {
  try {
    return JSON.parse((body as Buffer).toString('utf8')) as { infno?: string; input?: Input }
  } catch {
    return null
  }
}
