import Link from 'next/link'
import { HospitalIcon, SettingsIcon } from '@hospital/web/parts/icons'
import { PersonMenu } from '@hospital/web/parts/person-menu'
import type { StaffMeQuery } from '@/graphql/graphql'
import styles from './frame.module.css'
import { ownPages } from '@/own/pages'
import { InboxBell } from './inbox-bell'
import { PatientSearch } from './patient-search'

type Practitioner = NonNullable<StaffMeQuery['staffMe']['practitioner']>

export function TopBar({ practitioner }: { practitioner: Practitioner }) {
  const department = practitioner.departments[0]?.name
  return (
    <header className="ih-top">
      <span className="ih-top-brand">
        <HospitalIcon size={24} />
        {practitioner.institution.name}
        <small>{[department, practitioner.title].filter(Boolean).join(' ')}</small>
      </span>
      <span className="ih-top-end">
        <PatientSearch />
        <Link href="/settings" className={styles.settings} prefetch={false}>
          <SettingsIcon size={18} />
          服务设置
        </Link>
        <InboxBell />
        <PersonMenu pages={ownPages} />
      </span>
    </header>
  )
}
