'use client'

import { useEffect, useRef, useState } from 'react'
import { TERMINALS } from '@hospital/configuration/terminal'
import { Dot } from '@hospital/web/parts/tag'
import type { DesignPlace } from '../place'
import type { PreviewMode } from './bar'
import { Overlay, type ModuleRect } from './overlay'
import { previewUrl } from './preview-url'
import type { Draft } from './use-draft'
import type { Modules } from './use-modules'
import styles from './designer.module.css'

interface PhoneProps {
  place: DesignPlace
  placeWord: string
  draft: Draft
  modules: Modules
  mode: PreviewMode
  patientUrl: string
}

const TABS: Partial<Record<DesignPlace['kind'], string>> = { HOME: '首页', MINE: '我的' }
const LEAST_HEIGHT = 740

/** The patient app itself, with the draft, in a frame; over it what can be pointed at. */
export function Phone({ place, placeWord, draft: { head, content }, modules, mode, patientUrl }: PhoneProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [seen, setSeen] = useState<{ height: number; modules: ModuleRect[] }>({ height: LEAST_HEIGHT, modules: [] })
  const origin = new URL(patientUrl).origin
  const url = previewUrl(patientUrl, place, head.previewToken, mode)

  useEffect(() => {
    const hear = ({ source, origin: from, data }: MessageEvent) => {
      if (source !== frame.current?.contentWindow || from !== origin || data?.kind !== 'page-preview') return
      setSeen({ height: Math.max(Number(data.height) || 0, LEAST_HEIGHT), modules: data.modules })
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [origin])
  // The frame stays where it is and draws the saved draft anew.
  useEffect(() => frame.current?.contentWindow?.postMessage({ kind: 'page-preview:refresh' }, origin), [head.draftVersion, origin])

  return (
    <section className={styles.stage} aria-label="手机预览">
      <p className={styles.hint}>390×844<Dot />{place.terminal ? TERMINALS[place.terminal] : '全部终端'}<Dot />{placeWord}</p>
      <div className={styles.phone}>
        <div className={styles.screen} tabIndex={0} role="group" aria-label="页面预览，可滚动">
          <div className={styles.page} style={{ height: seen.height }}>
            <iframe ref={frame} key={url} src={url} title="页面预览" tabIndex={-1} style={{ height: seen.height }} />
            <Overlay rects={seen.modules} order={content.modules} modules={modules} />
          </div>
        </div>
        {TABS[place.kind] && (
          <div className={styles.tabs} aria-hidden="true">
            {['首页', '消息', '订单', '我的'].map((word) => <span key={word} data-here={word === TABS[place.kind] || undefined}>{word}</span>)}
          </div>
        )}
      </div>
    </section>
  )
}
