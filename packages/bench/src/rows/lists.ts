import { growDirectory, makeAdministrator, makeLog } from '../house/directory.ts'
import { AUDIT_LIST, STAFF_LIST, bodyOf } from '../house/operations.ts'
import { signInStaff } from '../house/people.ts'
import { askOnce, type HttpRequest, type HttpTarget } from '../load/http.ts'
import { alternate, type Side } from '../measure/alternate.ts'
import { hasPgbench, pgbench } from '../pgbench/pgbench.ts'
import type { Child } from '../process/child.ts'
import { atLeast, perSecond, times, type Curve, type Line, type Row, type RowContext } from './row.ts'

const ADMINISTRATOR = 3
const CONNECTIONS = 8
const STAFF = 10_000
const LOG = 1_000_000

/** An operation of the console, and what each whole answer holds. */
interface Asked {
  operation: string
  variables: Record<string, unknown>
  counting?: string
}

export interface ListPage extends Asked {
  what: string
  /** Which field of the answer is the list, and what of each row both sides are compared by; in SQL under its own name. */
  field: 'practitioners' | 'auditEntries' | 'orders'
  key: 'name' | 'requestId' | 'number'
  /** What somebody would write who knows which filter is set; the first gives the rows, in the order shown. */
  sql: readonly string[]
}

const staffSql = (where: string) => [
  `select p.*, i.name as institution, (select array_agg(d.name order by pd.place) from platform.practitioner_department pd join platform.department d on d.id = pd.department_id where pd.practitioner_id = p.id)
   from platform.practitioner p join platform.institution i on i.id = p.institution_id where p.removed_at is null and ${where} order by p.priority, p.title_rank, p.id limit 21`,
  `select count(*) from platform.practitioner p where p.removed_at is null and ${where}`,
]
const logSql = (where: string) => [
  `select * from platform.audit_entry where ${where} order by at desc, id desc limit 21`,
  `select count(*) from platform.audit_entry where ${where}`,
]

const STAFF_PAGES: readonly ListPage[] = [
  { what: 'the first page of all', operation: STAFF_LIST, variables: { first: 20 }, field: 'practitioners', key: 'name', sql: staffSql('true') },
  { what: 'part of a name', operation: STAFF_LIST, variables: { first: 20, filter: { search: '医生77' } }, field: 'practitioners', key: 'name', sql: staffSql(`(p.name ilike '%医生77%' or p.specialties ilike '%医生77%' or p.pinyin like '医生77%')`) },
]
const LOG_PAGES: readonly ListPage[] = [
  { what: 'the newest', operation: AUDIT_LIST, variables: { first: 20 }, field: 'auditEntries', key: 'requestId', sql: logSql('true') },
  { what: 'one act', operation: AUDIT_LIST, variables: { first: 20, filter: { action: 'staff.sign-in' } }, field: 'auditEntries', key: 'requestId', sql: logSql(`action like 'staff.sign-in%'`) },
  { what: 'by whom', operation: AUDIT_LIST, variables: { first: 20, filter: { actor: '医生17' } }, field: 'auditEntries', key: 'requestId', sql: logSql(`actor_name like '医生17%'`) },
]

export class Console {
  private constructor(private readonly context: RowContext, private readonly gateway: Child, private readonly headers: Record<string, string>) {}

  static async open(context: RowContext): Promise<Console> {
    await makeAdministrator(context.world, ADMINISTRATOR)
    const { headers } = await signInStaff(context.world, ADMINISTRATOR)
    return new Console(context, await context.world.start({ name: 'gateway-lists', script: 'packages/bench/src/house/gateway-process.ts', settings: { data: 'postgres' } }), headers)
  }

  private get target(): HttpTarget {
    return { port: this.gateway.ready.port, path: '/graphql' }
  }

  private request = ({ operation, variables }: Asked): HttpRequest => ({ headers: this.headers, body: bodyOf('registered', operation, variables) })

  /** Both show the same rows and the same number of them. */
  async requireEqual(page: ListPage): Promise<void> {
    const answer = JSON.parse(await askOnce(this.target, this.request(page))) as { data?: Record<string, { nodes: Record<string, string>[]; totalCount: number }> }
    const list = answer.data?.[page.field]
    const [rows, [counted]] = [await this.context.world.sql.unsafe(page.sql[0]!), await this.context.world.sql.unsafe(page.sql[1]!)]
    const theirs = rows.slice(0, 20).map((row) => String(row[page.key === 'requestId' ? 'request_id' : page.key]))
    const ours = list?.nodes.map((node) => node[page.key])
    if (JSON.stringify(ours) !== JSON.stringify(theirs) || list?.totalCount !== Number(counted!.count)) throw new Error(`${page.what}: ${JSON.stringify(answer).slice(0, 300)} beside ${theirs.join(' ')} of ${counted!.count}`)
  }

  side = (page: Asked): Side => async () => {
    const result = await this.context.load.run({ target: this.target, requests: [this.request(page)], mode: 'repeat', connections: CONNECTIONS, seconds: this.context.seconds, counting: page.counting ?? '"totalCount":' })
    if (result.counted !== result.sent) throw new Error(`${result.sent - result.counted} pages failed: ${result.failure ?? ''}`)
    return { rate: result.sent / result.seconds }
  }

  bare = (page: ListPage): Side => async () => ({ rate: await pgbench(this.context.world, { name: 'list', scripts: [page.sql.map((one) => `${one.replace(/\s*\n\s*/g, ' ')};\n`).join('')], seconds: this.context.seconds, clients: CONNECTIONS }) })

  async compare(page: ListPage, of: string): Promise<Line> {
    await this.requireEqual(page)
    await this.side(page)()
    const found = await alternate(this.side(page), this.bare(page), this.context.rounds)
    const ratio = found.ratios.rate!
    this.context.say(`  ${of}, ${page.what}: ${perSecond(found.ours.rate!)} against ${perSecond(found.theirs.rate!)}`)
    return {
      what: `A page of 20 with its total, ${of}: ${page.what}`, against: `pgbench with the bare SQL of that page, same server, ${CONNECTIONS} clients`,
      ours: perSecond(found.ours.rate!), theirs: perSecond(found.theirs.rate!), measured: ratio, shown: times(ratio), spread: found.spreads.rate, goal: atLeast(ratio, 0.3, '≥ 0.3×'),
    }
  }

  close = () => this.gateway.stop()
}

interface Subject {
  of: string
  pages: readonly ListPage[]
  most: number
  /** Makes the rows after `from` up to `to`. */
  grow(context: RowContext, from: number, to: number): Promise<void>
}

const SUBJECTS: readonly Subject[] = [
  { of: 'staff', pages: STAFF_PAGES, most: STAFF, grow: ({ world }, _from, to) => growDirectory(world, to) },
  { of: 'log entries', pages: LOG_PAGES, most: LOG, grow: ({ world }, from, to) => makeLog(world, from + 1, to) },
]

async function measure(context: RowContext, desk: Console, { of, pages, most, grow }: Subject): Promise<{ lines: Line[]; curves: Curve[] }> {
  const curves: Curve[] = pages.map(({ what }) => ({ what: `A page of ${of}: ${what}`, of, unit: 'ms of the whole server for one page', points: [] }))
  let size = 0
  for (const scale of context.scales) {
    const next = Math.round((most * scale) / context.scales.at(-1)!)
    await grow(context, size, next)
    size = next
    for (const [i, page] of pages.entries()) curves[i]!.points.push({ size, cost: 1000 / (await desk.side(page)()).rate! })
  }
  const lines: Line[] = []
  if (hasPgbench()) for (const page of pages) lines.push(await desk.compare(page, `${size.toLocaleString('en')} ${of}`))
  return { lines, curves: context.scales.length > 1 ? curves : [] }
}

/** What operators look at all day: long lists with filters and a total. */
export const lists: Row = {
  name: 'lists',
  async run(context) {
    const desk = await Console.open(context)
    try {
      const found = []
      for (const subject of SUBJECTS) found.push(await measure(context, desk, subject))
      return { lines: found.flatMap(({ lines }) => lines), curves: found.flatMap(({ curves }) => curves), ...(!hasPgbench() && { skipped: [{ what: 'Lists of the console', why: 'no pgbench' }] }) }
    } finally {
      await desk.close()
    }
  },
}
