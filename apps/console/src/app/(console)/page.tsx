import { redirect } from 'next/navigation'
import { Refusal } from '@hospital/web/parts/states'
import { menuFor } from '@/frame/menu'
import { mustRead } from '@/graph'
import { StaffMeDocument } from '@/graphql/graphql'

/** Leads to the first page that this person may open. */
export default async function FirstPage() {
  const { staffMe } = await mustRead(StaffMeDocument, {})
  const first = menuFor(staffMe.permissions)[0]?.entries[0]
  if (first) redirect(first.href)
  return (
    <main>
      <Refusal lock title="还没有任何权限" problem={{ code: 'FORBIDDEN', message: '请联系超级管理员为您分配角色。' }} />
    </main>
  )
}
