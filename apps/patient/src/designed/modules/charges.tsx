import { formatDay, formatFen } from '@hospital/web/format'
import type { Renderer } from '../module-props'
import { Rows } from '../rows'

/** The latest days of the stay. */
export const Charges: Renderer<'CHARGES'> = async ({ settings: { title, most }, scene }) => {
  if (!scene.signedIn) return null
  const { data } = await scene.charges()
  const rows = (data?.inpatientBill.days ?? []).slice(0, most).map(({ day, amountFen }) => ({
    key: day, href: `/inpatient/charges?day=${day}`, act: '看明细', right: <span className="ih-price">{formatFen(amountFen)}</span>, title: formatDay(day), fact: '当日费用',
  }))
  return rows.length > 0 && <Rows title={title} rows={rows} nothing="" />
}
