'use client'

import { useEffect, useRef, useState } from 'react'
import { refusalOfUpload, startUpload, type Uploading } from './upload.ts'

export interface UploadItem {
  key: string
  file: File
  /** An object URL for a preview, good while the component is mounted. */
  previewUrl: string
  share: number
  receipt?: string
  /** Why it did not go, in a sentence. */
  problem?: string
}

interface Uploads {
  items: UploadItem[]
  add(files: Iterable<File>): void
  retry(key: string): void
  remove(key: string): void
}

/** Files on their way to the gateway: what each has reached, its receipt when done, its way on when it failed. */
export function useUploads(): Uploads {
  const [items, setItems] = useState<UploadItem[]>([])
  const running = useRef(new Map<string, Uploading>())
  const previews = useRef(new Set<string>())

  useEffect(() => {
    const [uploads, urls] = [running.current, previews.current]
    return () => {
      for (const upload of uploads.values()) upload.cancel()
      for (const url of urls) URL.revokeObjectURL(url)
    }
  }, [])

  const patch = (key: string, change: Partial<UploadItem>) => setItems((all) => all.map((item) => (item.key === key ? { ...item, ...change } : item)))
  const start = (key: string, file: File) => {
    const upload = startUpload(file, (share) => patch(key, { share }))
    running.current.set(key, upload)
    upload.receipt
      .then((receipt) => patch(key, { receipt, share: 1 }))
      .catch((error) => patch(key, { problem: refusalOfUpload(error)?.message ?? '没有传上去，请检查网络后重试。' }))
      .finally(() => running.current.delete(key))
  }

  return {
    items,
    add(files) {
      const added = Array.from(files, (file) => ({ key: crypto.randomUUID(), file, previewUrl: URL.createObjectURL(file), share: 0 }))
      for (const { previewUrl } of added) previews.current.add(previewUrl)
      setItems((all) => [...all, ...added])
      for (const { key, file } of added) start(key, file)
    },
    retry(key) {
      const item = items.find((one) => one.key === key)
      if (!item) return
      patch(key, { problem: undefined, share: 0 })
      start(key, item.file)
    },
    remove(key) {
      running.current.get(key)?.cancel()
      setItems((all) => all.filter((item) => item.key !== key))
    },
  }
}
