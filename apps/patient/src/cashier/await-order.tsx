'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Empty } from '@hospital/web/parts/states'

const PATIENCE = 10

/** The order follows its subject within moments: asks again until it is there. */
export function AwaitOrder({ back }: { back: string }) {
  const router = useRouter()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    if (asked >= PATIENCE) return
    const timer = setTimeout(() => {
      setAsked(asked + 1)
      router.refresh()
    }, 300 + asked * 200)
    return () => clearTimeout(timer)
  }, [asked, router])
  if (asked < PATIENCE) return <p className="ih-note" data-tone="plain" role="status">正在生成订单，请稍候…</p>
  return (
    <Empty title="订单还没有生成" ways={<button type="button" className="ih-button" data-kind="primary" onClick={() => setAsked(0)}>再试一次</button>}>
      号源仍为您锁定，未产生费用。您也可以<a href={back}>返回查看</a>。
    </Empty>
  )
}
