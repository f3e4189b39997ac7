'use client'

import Popup from 'antd-mobile/es/components/popup'
import { ConsultationFacts } from './consultation-facts'
import type { Consultation } from './consultation'
import styles from './consultation.module.css'

export function FactsSheet({ consultation, onClose }: { consultation: Consultation; onClose(): void }) {
  return (
    <Popup visible onMaskClick={onClose} onClose={onClose} bodyStyle={{ borderRadius: '12px 12px 0 0', maxWidth: 480, left: '50%', transform: 'translateX(-50%)' }}>
      <div className={styles.sheet} role="dialog" aria-modal="true" aria-label="病情资料">
        <h2>病情资料</h2>
        <ConsultationFacts consultation={consultation} />
        <button type="button" className="ih-button" onClick={onClose}>关闭</button>
      </div>
    </Popup>
  )
}
