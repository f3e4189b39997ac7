'use client'

import { useState } from 'react'
import { CameraIcon } from '@hospital/web/parts/icons'
import type { useUploads } from '@hospital/web/upload/use-upload'
import { pictureTypes } from '@/chat/picture-types'
import { Progress, Remove } from '@/consultation/attachments'
import styles from '@/consultation/attachments.module.css'

/** As the graph takes them. */
const MOST = 6

/** Pictures that show what is meant; each is on its way as soon as it is chosen. */
export function Pictures({ uploads: { items, add, retry, remove } }: { uploads: ReturnType<typeof useUploads> }) {
  const [tooMany, setTooMany] = useState(false)
  const left = MOST - items.length
  function choose(files: File[]) {
    setTooMany(files.length > left)
    add(files.slice(0, left))
  }
  return (
    <section className={`ih-card ${styles.card}`} aria-label="图片">
      <h2>图片（选填）</h2>
      <p>页面截图或照片，最多 {MOST} 张，还可添加 {left} 张。</p>
      <ul className={styles.grid} aria-label="已选图片">
        {items.map((item, index) => (
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
      {tooMany && <p className={styles.problem} role="alert">最多 {MOST} 张，多出的没有添加。</p>}
    </section>
  )
}
