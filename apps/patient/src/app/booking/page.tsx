import { ErrorState } from '@hospital/web/parts/states'
import { DepartmentPicker } from '@/booking/department-picker'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { BookingDepartmentsDocument } from '@/graphql/graphql'

export const metadata = { title: '选择科室' }

export default async function BookingPage() {
  const { data, problem } = await read(BookingDepartmentsDocument, {})
  const institutions = data?.institutions.map((institution) => ({ ...institution, departments: institution.departments.filter(({ enabled }) => enabled) })) ?? []
  return (
    <>
      <NavBar title="选择科室" />
      <main>{problem ? <ErrorState problem={problem} title="科室没有加载出来" /> : <DepartmentPicker institutions={institutions} />}</main>
    </>
  )
}
