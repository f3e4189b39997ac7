import type { Metadata } from 'next'
import Link from 'next/link'
import { hospitalNow } from '@hospital/web/environment'
import { addDays, formatDay, formatWeekday, hospitalDay } from '@hospital/web/format'
import { Empty } from '@hospital/web/parts/states'
import { metadataOf } from '@/content/metadata'
import { JsonLd } from '@/content/json-ld'
import listStyles from '@/content/article-list.module.css'
import { mustRead } from '@/graph'
import { SiteDepartmentsDocument, SiteScheduleDocument, type SiteDepartmentsQuery } from '@/graphql/graphql'
import { house } from '@/house/house'
import { ClinicTable } from '@/site/clinic-table'
import { SitePage } from '@/site/site-page'
import styles from '@/site/site.module.css'

const path = '/site/schedule'
const DAYS_AHEAD = 7

export async function generateMetadata(): Promise<Metadata> {
  const { hospitalName: name } = await house()
  return metadataOf({ title: '出诊安排', description: `${name}各科室一周内的出诊医生、门诊类别、挂号费与剩余号源。`, path })
}

export default async function SiteSchedulePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const asked = await searchParams
  const today = hospitalDay(hospitalNow())
  const days = Array.from({ length: DAYS_AHEAD }, (_, place) => addDays(today, place))
  const { institutions } = await mustRead(SiteDepartmentsDocument, {})
  const departments = institutions.flatMap((institution) => institution.departments)
  const department = departments.find(({ id }) => id === asked.department) ?? departments.find(({ parent }) => parent) ?? departments[0]
  const day = days.find((one) => one === asked.day) ?? today
  if (!department) return <SitePage title="出诊安排" place={path}><Empty title="还没有出诊安排">医院公布后会显示在这里。</Empty></SitePage>
  const { schedules } = await mustRead(SiteScheduleDocument, { departmentId: department.id, day })
  return (
    <SitePage title="出诊安排" place={path}>
      <DepartmentForm institutions={institutions} chosen={department.id} day={day} />
      <nav className={listStyles.categories} aria-label="日期">
        {days.map((one) => (
          <Link key={one} href={`${path}?${new URLSearchParams({ department: department.id, day: one })}`} prefetch={false} aria-current={one === day ? 'date' : undefined}>
            {formatWeekday(one, today)} {one.slice(5).replace('-', '/')}
          </Link>
        ))}
      </nav>
      <section className="ih-card">
        <h2>{department.name}，{formatDay(day)}</h2>
        {schedules.length > 0 ? <ClinicTable caption={`${department.name}出诊安排`} clinics={schedules} by="doctor" /> : <p>这一天没有门诊安排，请看看其他日期。</p>}
      </section>
      <Link className="ih-button" data-kind="primary" href={`/booking/${department.id}`} prefetch={false}>预约{department.name}</Link>
      <JsonLd facts={{ '@type': 'MedicalWebPage', name: `${department.name}出诊安排`, about: { '@type': 'MedicalOrganization', name: department.name }, inLanguage: 'zh-CN' }} />
    </SitePage>
  )
}

/** Sent by a press: it needs no script. */
function DepartmentForm({ institutions, chosen, day }: { institutions: SiteDepartmentsQuery['institutions']; chosen: string; day: string }) {
  return (
    <form className={`ih-card ${styles.form}`} action={path}>
      <label htmlFor="department">科室</label>
      <select id="department" name="department" key={chosen} defaultValue={chosen}>
        {institutions.map(({ id, displayName, departments }) => (
          <optgroup key={id} label={displayName}>
            {departments.map((department) => <option key={department.id} value={department.id}>{department.name}</option>)}
          </optgroup>
        ))}
      </select>
      <input type="hidden" name="day" value={day} />
      <button type="submit" className="ih-button">查看出诊</button>
    </form>
  )
}
