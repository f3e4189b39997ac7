'use client'

import { useRouter } from 'next/navigation'
import { ChevronLeftIcon } from '@hospital/web/parts/icons'

export function BackButton({ fallback }: { fallback: string }) {
  const router = useRouter()
  return (
    <button type="button" aria-label="返回" onClick={() => (window.history.length > 1 ? router.back() : router.replace(fallback))}>
      <ChevronLeftIcon size={24} />
    </button>
  )
}
