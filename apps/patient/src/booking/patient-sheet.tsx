'use client'

import Link from 'next/link'
import Popup from 'antd-mobile/es/components/popup'
import { CheckIcon, PlusIcon } from '@hospital/web/parts/icons'
import { useRelationshipWords } from '@/people/relationships'
import type { BookingPatientsQuery } from '@/graphql/graphql'
import styles from './patient-sheet.module.css'

interface PatientSheetProps {
  patients: BookingPatientsQuery['me']['patients']
  chosen?: string
  onChoose(id: string): void
  onClose(): void
}

/** For whom: one of the persons this account cares for. */
export function PatientSheet({ patients, chosen, onChoose, onClose }: PatientSheetProps) {
  const relationshipWords = useRelationshipWords()
  return (
    <Popup visible onMaskClick={onClose} onClose={onClose} bodyStyle={{ borderRadius: '12px 12px 0 0', maxWidth: 480, left: 'max(0px, calc(50% - 240px))' }}>
      <div className={styles.sheet} role="dialog" aria-modal="true" aria-label="选择就诊人">
        <h2>选择就诊人</h2>
        <ul>
          {patients.map(({ id, name, relationship }) => (
            <li key={id}>
              <button type="button" aria-pressed={id === chosen} onClick={() => { onChoose(id); onClose() }}>
                <span className="ih-ellipsis">{name}</span>
                <small>{relationshipWords[relationship]}</small>
                {id === chosen && <CheckIcon size={20} />}
              </button>
            </li>
          ))}
        </ul>
        <Link href="/patients/new" className="ih-button" data-kind="brand" prefetch={false}>
          <PlusIcon size={18} />
          添加就诊人
        </Link>
      </div>
    </Popup>
  )
}
