import { formatFen } from '@hospital/web/format'
import type { Renderer } from '../module-props'
import { Rows } from '../rows'

export const Homecare: Renderer<'HOMECARE'> = async ({ settings: { title, most }, scene }) => {
  const { data } = await scene.homecare()
  const rows = (data?.homecareItems?.nodes ?? []).slice(0, most).map(({ id, name, priceFen, durationMinutes }) => ({
    key: id, href: '/homecare', act: '查看', right: <span className="ih-price">{formatFen(priceFen)}</span>, title: name, fact: `每次约 ${durationMinutes} 分钟`,
  }))
  return rows.length > 0 && <Rows title={title} rows={rows} nothing="" />
}
