import { HospitalIcon, LargeTextIcon, PhoneIcon, SwapIcon } from '@hospital/web/parts/icons'
import type { Mode } from '@/elder/mode'
import { ModeSwitch } from '@/elder/mode-switch'
import type { HomeQuery } from '@/graphql/graphql'
import styles from './home.module.css'

type Institution = HomeQuery['institutions'][number]

/** The hospital, and the switch between the two modes, always in sight. */
export function HomeTop({ institution, mode }: { institution?: Institution; mode: Mode }) {
  return (
    <header className={styles.top}>
      <span className={styles.hospital}>
        <HospitalIcon size={24} />
        <span className="ih-ellipsis">{institution?.displayName ?? '互联网医院'}</span>
      </span>
      {mode === 'standard' ? (
        <>
          <ModeSwitch to="elder" className={styles.topButton}>
            <LargeTextIcon size={20} />
            适老版
          </ModeSwitch>
          {institution?.phone && (
            <a className={styles.topButton} href={`tel:${institution.phone}`}>
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
