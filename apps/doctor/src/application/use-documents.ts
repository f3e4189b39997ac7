'use client'

import { useRef, useState } from 'react'
import { useUploads } from '@hospital/web/upload/use-upload'
import type { OwnApplicationFragment, QualificationDocumentKind } from '@/graphql/graphql'
import { documentWords } from './words'

/** A certificate that goes with the application: chosen now, or kept from the former one. */
export interface DocumentInHand {
  key: string
  kind: QualificationDocumentKind
  name: string
  url: string
  share: number
  receipt?: string
  problem?: string
}

export function useDocuments(former: OwnApplicationFragment['documents']) {
  const uploads = useUploads()
  const kinds = useRef(new WeakMap<File, QualificationDocumentKind>())
  const [kept, setKept] = useState(() => former.map((document, at): DocumentInHand => ({
    key: `kept-${at}`, kind: document.kind, name: `已上传的${documentWords[document.kind]}`, url: document.url, share: 1, receipt: document.uploadReceipt ?? undefined,
  })))
  const chosen = uploads.items.map(({ key, file, previewUrl, share, receipt, problem }): DocumentInHand => ({ key, kind: kinds.current.get(file) ?? 'OTHER', name: file.name, url: previewUrl, share, receipt, problem }))
  return {
    documents: [...kept, ...chosen],
    add(kind: QualificationDocumentKind, files: File[]) {
      for (const file of files) kinds.current.set(file, kind)
      uploads.add(files)
    },
    retry: uploads.retry,
    remove(key: string) {
      setKept((all) => all.filter((document) => document.key !== key))
      uploads.remove(key)
    },
  }
}
