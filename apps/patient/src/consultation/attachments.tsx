'use client'

import { useRef, useState } from 'react'
import { CameraIcon, CloseIcon } from '@hospital/web/parts/icons'
import type { UploadItem, useUploads } from '@hospital/web/upload/use-upload'
import { HoldToTalk } from '@/chat/hold-to-talk'
import { pictureTypes } from '@/chat/picture-types'
import { VoiceButton } from '@/chat/voice-button'
import styles from './attachments.module.css'

/** Pictures and voice together, as the graph takes them. */
const MOST = 9

/** Pictures and voice that go with the description; each is on its way as soon as it is chosen. */
export function Attachments({ uploads: { items, add, retry, remove } }: { uploads: ReturnType<typeof useUploads> }) {
  const lengths = useRef(new WeakMap<File, number>())
  const [tooMany, setTooMany] = useState(false)
  const left = MOST - items.length
  const voices = items.filter(({ file }) => !isPicture(file))

  function choose(files: File[]) {
    setTooMany(files.length > left)
    add(files.slice(0, left))
  }
  return (
    <section className={`ih-card ${styles.card}`} aria-label="图片和语音">
      <h2>图片和语音（选填）</h2>
      <p>检查报告、患处照片等，图片和语音共 {MOST} 份，还可添加 {left} 份。仅接诊医生可见。</p>
      <ul className={styles.grid} aria-label="图片">
        {items.filter(({ file }) => isPicture(file)).map((item, index) => (
          <li key={item.key} className={styles.tile}>
            <img src={item.previewUrl} alt={`第 ${index + 1} 张图片`} />
            <Progress item={item} onRetry={() => retry(item.key)} />
            <Remove label={`移除第 ${index + 1} 张图片`} onRemove={() => remove(item.key)} />
          </li>
        ))}
        {left > 0 && (
          <li className={styles.tile}>
            <label className={styles.add}>
              <CameraIcon size={28} />
              添加图片
              <input type="file" multiple accept={pictureTypes} onChange={({ target }) => { choose([...(target.files ?? [])]); target.value = '' }} />
            </label>
          </li>
        )}
      </ul>
      {tooMany && <p className={styles.problem} role="alert">最多 {MOST} 份，多出的没有添加。</p>}
      {voices.length > 0 && (
        <ul className={styles.voices} aria-label="语音">
          {voices.map((item, index) => (
            <li key={item.key}>
              <VoiceButton url={item.previewUrl} seconds={lengths.current.get(item.file)} />
              <Progress item={item} onRetry={() => retry(item.key)} />
              <Remove label={`移除第 ${index + 1} 段语音`} onRemove={() => remove(item.key)} />
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <HoldToTalk onVoice={(file, seconds) => { lengths.current.set(file, seconds); add([file]) }} />}
    </section>
  )
}

const isPicture = ({ type }: File) => type.startsWith('image/')

export function Progress({ item: { share, receipt, problem }, onRetry }: { item: UploadItem; onRetry(): void }) {
  if (receipt) return null
  if (!problem) return <span className={styles.progress} role="status">{Math.floor(share * 100)}%</span>
  return (
    <button type="button" className={styles.failed} onClick={onRetry}>
      <span role="alert">{problem}</span>
      <b>重试</b>
    </button>
  )
}

export function Remove({ label, onRemove }: { label: string; onRemove(): void }) {
  return (
    <button type="button" className={styles.remove} aria-label={label} onClick={onRemove}>
      <span><CloseIcon size={16} /></span>
    </button>
  )
}
