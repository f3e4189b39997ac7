import Link from 'next/link'
import styles from './bills.module.css'

interface PersonChoiceProps {
  patients: { id: string; name: string }[]
  chosen: string
  hrefOf(patientId: string): string
}

/** For whom: every page of money begins with the person. */
export function PersonChoice({ patients, chosen, hrefOf }: PersonChoiceProps) {
  return (
    <nav className={styles.people} aria-label="就诊人">
      {patients.map(({ id, name }) => <Link key={id} href={hrefOf(id)} replace prefetch={false} aria-current={id === chosen ? 'true' : undefined}>{name}</Link>)}
    </nav>
  )
}

/** The person that the address names, or that pages begin with. */
export const chosenOf = <Person extends { id: string; isDefault: boolean }>(patients: readonly Person[], asked?: string): Person | undefined =>
  patients.find(({ id }) => id === asked) ?? patients.find(({ isDefault }) => isDefault) ?? patients[0]
