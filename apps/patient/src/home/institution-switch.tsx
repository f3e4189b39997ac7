import { CheckIcon, ChevronDownIcon, HospitalIcon } from '@hospital/web/parts/icons'
import { chooseInstitution } from '@/house/choose-institution'
import type { House } from '@/house/house'
import styles from './home.module.css'

/** Whose pages are shown, and the others to choose from. A form within `details`: it works before any script has arrived, and closes by its key when another is chosen. */
export function InstitutionSwitch({ hospital: { name, institutionId, institutions } }: { hospital: Pick<House, 'name' | 'institutionId' | 'institutions'> }) {
  return (
    <details key={institutionId} className={styles.switch}>
      <summary className={styles.hospital}>
        <HospitalIcon size={24} />
        <span className="ih-ellipsis">{name}</span>
        <span className="ih-hidden">，切换院区</span>
        <ChevronDownIcon size={18} />
      </summary>
      <form action={chooseInstitution} className={styles.choices} aria-label="院区">
        {institutions.map((one) => (
          <button key={one.id} name="institution" value={one.id} aria-pressed={one.id === institutionId}>
            {one.name}
            {one.id === institutionId && <CheckIcon size={20} />}
          </button>
        ))}
      </form>
    </details>
  )
}
