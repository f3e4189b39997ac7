import { formatFen, formatInstant } from '@hospital/web/format'
import type { Renderer } from '../module-props'
import { Rows } from '../rows'

export const Bills: Renderer<'BILLS'> = async ({ settings: { title, most }, scene }) => {
  if (!scene.signedIn) return null
  const { data } = await scene.family()
  const rows = (data?.unpaid?.nodes ?? []).filter(({ availableActions }) => availableActions.includes('startPayment')).slice(0, most).map(({ id, title: what, amountFen, payUntil }) => ({
    key: id, href: `/pay/${id}`, act: '去支付', right: <span className="ih-price">{formatFen(amountFen)}</span>, title: what, fact: `${formatInstant(payUntil)} 前支付`,
  }))
  return <Rows title={title} rows={rows} nothing="没有待缴的费用。" />
}
