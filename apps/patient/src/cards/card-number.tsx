'use client'

import { useState } from 'react'
import styles from './cards.module.css'

/** Hidden from those who look over a shoulder, until it has to be read out at a counter. */
export function CardNumber({ number, masked }: { number: string; masked: string }) {
  const [shown, setShown] = useState(false)
  return (
    <>
      <p className={styles.number}>{shown ? number : masked}</p>
      <button type="button" className={styles.show} aria-pressed={shown} onClick={() => setShown(!shown)}>{shown ? '隐藏卡号' : '显示卡号'}</button>
    </>
  )
}
