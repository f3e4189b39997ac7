import { hospitalDay, addDays } from '@hospital/database/clock'
import { idOf } from '../house/ids.ts'
import { makePaidOrders } from '../house/money.ts'
import { INCOME, ORDER_LIST } from '../house/operations.ts'
import { hasPgbench } from '../pgbench/pgbench.ts'
import { Console, type ListPage } from './lists.ts'
import type { Curve, Line, Row } from './row.ts'

const ORDERS = 1_000_000

const department = idOf('department', 7)
const orderSql = (where: string) => [
  `select o.*, i.name as institution, d.name as department, p.name as practitioner from finance."order" o join platform.institution i on i.id = o.institution_id join platform.department d on d.id = o.department_id
   join platform.practitioner p on p.id = o.practitioner_id where ${where} order by o.created_at desc, o.id desc limit 21`,
  `select count(*) from finance."order" o where ${where}`,
]

const ORDER_PAGES: readonly ListPage[] = [
  { what: 'the newest', operation: ORDER_LIST, variables: { first: 20 }, field: 'orders', key: 'number', sql: orderSql('true') },
  { what: 'one department', operation: ORDER_LIST, variables: { first: 20, filter: { departmentId: department } }, field: 'orders', key: 'number', sql: orderSql(`o.department_id = '${department}'`) },
  { what: 'the beginning of a number', operation: ORDER_LIST, variables: { first: 20, filter: { number: 'GH00000000001' } }, field: 'orders', key: 'number', sql: orderSql(`o.number like 'GH00000000001%'`) },
]

/** A month by day, business, department and doctor; the bare SQL is the sums of the ledger that it shows. */
const [to, from] = [hospitalDay(new Date()), addDays(hospitalDay(new Date()), -29)]
const REPORT = { operation: INCOME, variables: { filter: { from, to } }, counting: '"practitioners":' }

/** What an accountant looks at: orders by the million, and what they add up to. */
export const income: Row = {
  name: 'income',
  async run(context) {
    const desk = await Console.open(context)
    const curves: Curve[] = [...ORDER_PAGES.map(({ what }) => `A page of orders: ${what}`), 'The income report of a month'].map((what) => ({ what, of: 'orders', unit: 'ms of the whole server for one page', points: [] }))
    const lines: Line[] = []
    try {
      let size = 0
      for (const scale of context.scales) {
        const next = Math.round((ORDERS * scale) / context.scales.at(-1)!)
        await makePaidOrders(context.world, size + 1, next)
        size = next
        for (const [at, page] of [...ORDER_PAGES, REPORT].entries()) curves[at]!.points.push({ size, cost: 1000 / (await desk.side(page)()).rate! })
      }
      if (hasPgbench()) for (const page of ORDER_PAGES) lines.push(await desk.compare(page, `${size.toLocaleString('en')} orders`))
      for (const { what, points } of curves) context.say(`  ${what}: ${points.map((point) => `${point.size.toLocaleString('en')} in ${point.cost.toFixed(1)} ms`).join(', ')}`)
      return { lines, curves: context.scales.length > 1 ? curves : [] }
    } finally {
      await desk.close()
    }
  },
}
