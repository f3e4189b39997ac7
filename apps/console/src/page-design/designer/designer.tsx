'use client'

import { useState } from 'react'
import { Alert, Button } from 'antd'
import type { PageDesignerQuery, PageDraftFragment } from '@/graphql/graphql'
import type { DesignPlace } from '../place'
import { Bar, type PreviewMode } from './bar'
import { Phone } from './phone'
import { Properties } from './properties'
import { Shelf } from './shelf'
import { useDraft } from './use-draft'
import { useModules } from './use-modules'
import styles from './designer.module.css'

export type Institutions = PageDesignerQuery['institutions']

interface DesignerProps {
  place: DesignPlace
  design: PageDraftFragment
  institutions: Institutions
  patientUrl: string
}

/** What there is, the phone, and what is chosen: 248, fluid, 320. */
export function Designer({ place, design, institutions, patientUrl }: DesignerProps) {
  const draft = useDraft(place, design)
  const modules = useModules(draft)
  const [mode, setMode] = useState<PreviewMode>('standard')
  const placeWord = institutions.find(({ id }) => id === place.institutionId)?.name ?? '全院'
  return (
    <div className={styles.designer}>
      <Bar place={place} placeWord={placeWord} draft={draft} mode={mode} onMode={setMode} patientUrl={patientUrl} />
      {draft.stale && (
        <Alert type="warning" showIcon banner title="这个页面刚刚被别人改过。请载入最新草稿后继续，您刚才的修改没有保存。" action={<Button size="small" onClick={() => window.location.reload()}>载入最新草稿</Button>} />
      )}
      <main className={styles.columns}>
        <Shelf place={place} draft={draft} modules={modules} />
        <Phone place={place} placeWord={placeWord} draft={draft} modules={modules} mode={mode} patientUrl={patientUrl} />
        <Properties place={place} draft={draft} modules={modules} images={design.images} institutions={institutions} />
      </main>
      <p className="ih-hidden" role="status">{modules.said}</p>
    </div>
  )
}
