import type { ReactNode } from 'react'
import { Refusal } from '@hospital/web/parts/states'
import { SignOutButton } from '@hospital/web/parts/sign-out-button'
import { StaffProvider } from '@hospital/web/parts/staff'
import { Admission } from '@/frame/admission'
import { roleWord } from '@/frame/role-words'
import { SideMenu } from '@/frame/side-menu'
import { TopBar } from '@/frame/top-bar'
import styles from '@/frame/frame.module.css'
import { mustRead } from '@/graph'
import { StaffMeDocument } from '@/graphql/graphql'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { staffMe, institutions } = await mustRead(StaffMeDocument, {})
  if (!staffMe.administrator) return <NotAdministrator />
  const { institution, roles } = staffMe.administrator
  const main = institutions.find(({ kind }) => kind === 'MAIN')
  return (
    <StaffProvider staff={{ ...staffMe, ...(institution && institution.id !== main?.id && { branchId: institution.id }) }}>
      <TopBar institution={(institution ?? main)?.name ?? '全部机构'} role={roles.map(roleWord).join('、')} />
      <div className={styles.console}>
        <SideMenu />
        <Admission>{children}</Admission>
      </div>
    </StaffProvider>
  )
}

function NotAdministrator() {
  return (
    <main>
      <Refusal title="这个账号不是管理账号" problem={{ code: 'NOT_ADMINISTRATOR', message: '运营后台供管理与运营人员使用。医生、护士与药师请登录医生工作站。' }} ways={<SignOutButton />} />
    </main>
  )
}
