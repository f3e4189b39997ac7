'use client'

import { useEffect, useRef, useState } from 'react'

/** Leads on when pressed, and by itself when the time is over. */
export function SplashButton({ seconds }: { seconds: number | null }) {
  const button = useRef<HTMLButtonElement>(null)
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (left === null) return
    if (left === 0) return button.current?.form?.requestSubmit()
    const timer = setTimeout(() => setLeft(left - 1), 1_000)
    return () => clearTimeout(timer)
  }, [left])
  return (
    <button ref={button} className="ih-button" data-kind={seconds === null ? 'primary' : undefined}>
      {left === null ? '进入首页' : <>跳过<span aria-hidden="true">{left} 秒</span></>}
    </button>
  )
}
