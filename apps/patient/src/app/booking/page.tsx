import { Empty, ErrorState } from '@hospital/web/parts/states'
import { DepartmentPicker } from '@/booking/department-picker'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { BookingDepartmentsDocument, type BookingDepartmentsQuery } from '@/graphql/graphql'
import { house } from '@/house/house'

export const metadata = { title: '选择科室' }

export default async function BookingPage() {
  const [{ data, problem }, { institutionId }] = await Promise.all([read(BookingDepartmentsDocument, {}), house()])
  const institutions = data?.institutions.map((institution) => ({ ...institution, departments: institution.departments.filter(({ enabled }) => enabled) })) ?? []
  const offering = institutions.filter((institution) => !closedTextOf(institution))
  const notices = [...new Set(institutions.flatMap((institution) => closedTextOf(institution) ? [`${institution.name}：${closedTextOf(institution)}`] : (institution.registrationNotice ?? [])))]
  return (
    <>
      <NavBar title="选择科室" />
      <main>
        {notices.map((notice) => (
          <p key={notice} className="ih-note" data-tone="warn">
            {notice}
          </p>
        ))}
        {problem ? <ErrorState problem={problem} title="科室没有加载出来" /> : offering.length === 0 ? <Empty title="预约挂号暂停服务">已有的挂号不受影响，可在“我的”里查看。</Empty> : <DepartmentPicker institutions={offering} begin={institutionId} />}
      </main>
    </>
  )
}

/** What people are told where registration is switched off. */
const closedTextOf = ({ businesses }: BookingDepartmentsQuery['institutions'][number]) => businesses.find(({ business, open }) => business === 'REGISTRATION' && !open)?.closedText
