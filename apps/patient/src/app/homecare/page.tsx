import { formatFen } from '@hospital/web/format'
import { HomeHeartIcon, InfoIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { ActionBar } from '@/frame/action-bar'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { HomecareItemsDocument } from '@/graphql/graphql'
import styles from '@/homecare/homecare.module.css'

export const metadata = { title: '护理到家' }

export default async function HomecarePage() {
  const { data, problem } = await read(HomecareItemsDocument, {})
  const items = data?.homecareItems?.nodes ?? []
  const phone = data?.institutions?.find(({ kind }) => kind === 'MAIN')?.phone
  return (
    <>
      <NavBar title="护理到家" />
      <main className="page">
        {problem && <ErrorState problem={problem} title={problem.code === 'BUSINESS_CLOSED' ? '护理到家暂停服务' : '价目没有加载出来'} />}
        {data && items.length === 0 && <Empty title="还没有上门护理项目" mark={<HomeHeartIcon size={32} />}>医院还没有公布项目与价格，可致电咨询。</Empty>}
        {items.length > 0 && <p className="ih-note" data-tone="plain"><InfoIcon size={18} />以下为单次上门服务价格，不含耗材；由本院护士上门。</p>}
        {[...Map.groupBy(items, ({ category }) => category)].map(([category, members]) => (
          <section key={category} className="ih-card">
            <h2>{category}</h2>
            <ul>
              {members.map(({ id, name, priceFen, durationMinutes, summary }) => (
                <li key={id} className={styles.item}>
                  <b>{name}</b>
                  <span className="ih-price">{formatFen(priceFen)}</span>
                  {summary && <p>{summary}</p>}
                  <p>每次约 {durationMinutes} 分钟</p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </main>
      {phone && items.length > 0 && (
        <ActionBar>
          <a className="ih-button" data-kind="primary" href={`tel:${phone}`}>电话咨询预约</a>
        </ActionBar>
      )}
    </>
  )
}
