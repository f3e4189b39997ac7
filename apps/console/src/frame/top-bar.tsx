import { BuildingIcon, HospitalIcon } from '@hospital/web/parts/icons'
import { PersonMenu } from '@hospital/web/parts/person-menu'
import { CommandSearch } from './command-search'
import styles from './top-bar.module.css'

export function TopBar({ institution, role }: { institution: string; role?: string }) {
  return (
    <header className="ih-top">
      <span className={`ih-top-brand ${styles.brand}`}>
        <HospitalIcon size={24} />
        运营后台
      </span>
      <span className={styles.institution}>
        <BuildingIcon size={18} />
        {institution}
      </span>
      <span className="ih-top-end">
        <CommandSearch />
        <PersonMenu role={role} pages={[{ href: '/password', word: '修改密码' }]} />
      </span>
    </header>
  )
}
