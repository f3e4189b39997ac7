import { HospitalIcon } from '@hospital/web/parts/icons'
import { PersonMenu } from '@hospital/web/parts/person-menu'
import type { StaffMeQuery } from '@/graphql/graphql'
import { InboxBell } from './inbox-bell'

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
        <InboxBell />
        <PersonMenu />
      </span>
    </header>
  )
}
