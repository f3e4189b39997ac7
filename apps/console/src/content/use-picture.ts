'use client'

import { useState } from 'react'
import { useClient } from 'urql'
import { problemOf } from '@hospital/web/problem'
import { refusalOfUpload, startUpload } from '@hospital/web/upload/upload'
import { PublishPictureDocument, type PublicPictureFragment } from '@/graphql/graphql'

/** Sends a picture and makes it public; says how far it is, or why it did not go. */
export function usePicture() {
  const client = useClient()
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function send(file: File): Promise<PublicPictureFragment | undefined> {
    setProblem(null)
    setShare(0)
    try {
      const uploadReceipt = await startUpload(file, setShare).receipt
      const { data, error } = await client.mutation(PublishPictureDocument, { input: { uploadReceipt } })
      setProblem(problemOf(error)?.message ?? null)
      return data?.publishPicture
    } catch (error) {
      setProblem(refusalOfUpload(error)?.message ?? '图片没有传上去，请检查网络后重试。')
      return undefined
    } finally {
      setShare(null)
    }
  }

  return { send, share, problem }
}
