'use client'

import { useState } from 'react'
import { Button, Upload } from 'antd'
import { usePicture } from '@/content/use-picture'
import type { Images } from './properties'
import styles from './designer.module.css'

interface ImageInputProps {
  id: string
  value: string
  images: Images
  onChange(value: string): void
}

/** Sends a picture, keeps it for pages, and shows which one it is. */
export function ImageInput({ id, value, images, onChange }: ImageInputProps) {
  const [kept, setKept] = useState<Images>([])
  const { send, share, problem } = usePicture()
  const busy = share !== null
  const shown = [...images, ...kept].find((image) => image.id === value)

  async function choose(file: File) {
    const picture = await send(file)
    if (!picture) return
    setKept((all) => [...all, picture])
    onChange(picture.id)
  }

  return (
    <div className={styles.picture}>
      {shown && <img src={shown.url} alt="已选择的图片" />}
      <Upload id={id} accept="image/jpeg,image/png,image/webp" showUploadList={false} disabled={busy} beforeUpload={(file) => (void choose(file), false)}>
        <Button loading={busy}>{value ? '更换图片' : '上传图片'}</Button>
      </Upload>
      {value && <Button onClick={() => onChange('')}>移除图片</Button>}
      {problem && <p role="alert" className={styles.problem}>{problem}</p>}
    </div>
  )
}
