'use client'

import { useEffect, useRef } from 'react'
import { ConsultationFacts } from './consultation-facts'
import type { Consultation } from './consultation'
import styles from './consultation.module.css'

export function FactsSheet({ consultation, onClose }: { consultation: Consultation; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className={styles.sheet} aria-label="病情资料" onClose={onClose} onClick={({ target }) => target === dialog.current && onClose()}>
      <div>
        <h2>病情资料</h2>
        <ConsultationFacts consultation={consultation} />
        <button type="button" className="ih-button" onClick={onClose}>关闭</button>
      </div>
    </dialog>
  )
}
