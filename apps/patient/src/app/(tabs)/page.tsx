import { PhoneIcon } from '@hospital/web/parts/icons'
import { ErrorState } from '@hospital/web/parts/states'
import { Dot } from '@hospital/web/parts/tag'
import { readMode } from '@/elder/mode'
import { TextSize } from '@/elder/text-size'
import { isSignedIn, read } from '@/graph'
import { HomeDocument, HomePersonDocument, type HomeQuery } from '@/graphql/graphql'
import { Doctors } from '@/home/doctors'
import { PersonCard, PersonInvitation } from '@/home/person-card'
import { SearchLink } from '@/home/search-link'
import { ElderServices, ServiceGrid } from '@/home/service-grid'
import { Todos } from '@/home/todos'
import { HomeTop } from '@/home/top'
import { house } from '@/house/house'
import styles from '@/home/home.module.css'

export default async function HomePage() {
  const [mode, signedIn, { closed }] = await Promise.all([readMode(), isSignedIn(), house()])
  const [home, person] = await Promise.all([read(HomeDocument, {}), signedIn ? read(HomePersonDocument, {}) : null])
  const hospital = home.data?.institutions?.find(({ kind }) => kind === 'MAIN')
  const patients = person?.data?.me?.patients ?? []
  const current = patients.find(({ isDefault }) => isDefault) ?? patients[0]
  const standard = mode === 'standard'
  return (
    <>
      <HomeTop institution={hospital} mode={mode} />
      <main className="page" style={{ paddingTop: 0 }}>
        <h1 className="ih-hidden">互联网医院首页</h1>
        {home.problem && <ErrorState problem={home.problem} title="医院信息没有加载全" />}
        {current ? <PersonCard person={current} /> : person?.problem ? <ErrorState problem={person.problem} title="就诊人没有加载出来" /> : <PersonInvitation signedIn={signedIn} />}
        {standard ? (
          <>
            <SearchLink />
            <ServiceGrid closed={closed} />
            {person?.data && <Todos home={person.data} />}
            {!('TEXT_CONSULTATION' in closed) && <Doctors services={home.data?.consultingPractitioners?.nodes ?? []} />}
          </>
        ) : (
          <>
            {person?.data && <Todos home={person.data} />}
            <ElderServices closed={closed} />
            {hospital?.phone && (
              <a className="ih-button" href={`tel:${hospital.phone}`}>
                <PhoneIcon size={24} />
                打电话找人工帮忙
              </a>
            )}
            <TextSize mode={mode} />
          </>
        )}
        <Foot hospital={hospital} />
      </main>
    </>
  )
}

function Foot({ hospital }: { hospital?: HomeQuery['institutions'][number] }) {
  return (
    <p className={styles.foot}>
      急危重症请立即拨打 120 或前往急诊
      <br />
      {hospital?.licenceNumber && (
        <>
          医疗机构执业许可证 {hospital.licenceNumber}
          <Dot />
        </>
      )}
      互联网诊疗服务仅限复诊
    </p>
  )
}
