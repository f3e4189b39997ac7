import { HospitalIcon, LargeTextIcon, PhoneIcon, SwapIcon } from '@hospital/web/parts/icons'
import type { Mode } from '@/elder/mode'
import { ModeSwitch } from '@/elder/mode-switch'
import type { House } from '@/house/house'
import { InstitutionSwitch } from './institution-switch'
import styles from './home.module.css'

/** The hospital, where it has several houses the one whose pages are shown, and the switch between the two modes, always in sight. */
export function HomeTop({ hospital, mode }: { hospital: Pick<House, 'name' | 'phone' | 'institutionId' | 'institutions'>; mode: Mode }) {
  return (
    <header className={styles.top}>
      {hospital.institutions.length > 1 ? (
        <InstitutionSwitch hospital={hospital} />
      ) : (
        <span className={styles.hospital}>
          <HospitalIcon size={24} />
          <span className="ih-ellipsis">{hospital.name}</span>
        </span>
      )}
      {mode === 'standard' ? (
        <>
          <ModeSwitch to="elder" className={styles.topButton}>
            <LargeTextIcon size={20} />
            适老版
          </ModeSwitch>
          {hospital.phone && (
            <a className={styles.topButton} href={`tel:${hospital.phone}`}>
              <PhoneIcon size={20} />
              电话
            </a>
          )}
        </>
      ) : (
        <ModeSwitch to="standard" className="ih-button">
          <SwapIcon size={22} />
          标准版
        </ModeSwitch>
      )}
    </header>
  )
}
