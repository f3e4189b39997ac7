'use client'

import { useState } from 'react'
import { Button, Upload } from 'antd'
import { useMutation } from 'urql'
import { problemOf } from '@hospital/web/problem'
import { refusalOfUpload, startUpload } from '@hospital/web/upload/upload'
import { KeepPageImageDocument } from '@/graphql/graphql'
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
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [, keep] = useMutation(KeepPageImageDocument)
  const shown = [...images, ...kept].find((image) => image.id === value)

  async function send(file: File) {
    setBusy(true)
    setProblem(null)
    try {
      const { data, error } = await keep({ receipt: await startUpload(file, () => {}).receipt })
      setProblem(problemOf(error)?.message ?? null)
      if (!data) return
      setKept((all) => [...all, data.keepPageImage])
      onChange(data.keepPageImage.id)
    } catch (error) {
      setProblem(refusalOfUpload(error)?.message ?? '图片没有传上去，请检查网络后重试。')
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className={styles.picture}>
      {shown && <img src={shown.url} alt="已选择的图片" />}
      <Upload id={id} accept="image/jpeg,image/png,image/webp" showUploadList={false} disabled={busy} beforeUpload={(file) => (void send(file), false)}>
        <Button loading={busy}>{value ? '更换图片' : '上传图片'}</Button>
      </Upload>
      {value && <Button onClick={() => onChange('')}>移除图片</Button>}
      {problem && <p role="alert" className={styles.problem}>{problem}</p>}
    </div>
  )
}
