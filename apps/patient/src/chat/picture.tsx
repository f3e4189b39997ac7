'use client'

import { useRef, useState, type CSSProperties } from 'react'
import { CloseIcon } from '@hospital/web/parts/icons'
import styles from './chat.module.css'

interface PictureProps {
  url: string
  width: number | null
  height: number | null
  onExpired(): Promise<void>
}

/** A picture in the log; tapped it fills the screen, tapped again it grows to its own size. */
export function Picture({ url, width, height, onExpired }: PictureProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [large, setLarge] = useState(false)
  const [open, setOpen] = useState(false)
  const [brokenUrl, setBrokenUrl] = useState<string>()

  async function renew() {
    // The same link is renewed once: a file that is really gone is not asked for over and over.
    if (brokenUrl) return
    setBrokenUrl(url)
    await onExpired()
  }
  function show() {
    setOpen(true)
    dialog.current?.showModal()
  }
  return (
    <>
      <button type="button" className={styles.pictureButton} aria-label="查看大图" onClick={show}>
        <img className={styles.picture} src={url} alt="图片" style={roomFor(width, height)} loading="lazy" onError={() => void renew()} />
      </button>
      <dialog ref={dialog} className={styles.viewer} aria-label="图片预览" onClose={() => { setOpen(false); setLarge(false) }}>
        {open && (
          <>
            <button type="button" className={styles.viewed} data-large={large || undefined} aria-label={large ? '缩小' : '放大'} onClick={() => setLarge(!large)}>
              <img src={url} alt="" />
            </button>
            <button type="button" className={styles.close} aria-label="关闭预览" onClick={() => dialog.current?.close()}>
              <CloseIcon size={24} />
            </button>
          </>
        )}
      </dialog>
    </>
  )
}

/** As wide and as high as a picture is shown at most. */
const [WIDEST, HIGHEST] = [220, 240]

/** Its room is kept while it loads, so that nothing jumps. */
function roomFor(width: number | null, height: number | null): CSSProperties | undefined {
  if (!width || !height) return undefined
  return { width: Math.min(width, WIDEST, (HIGHEST * width) / height), aspectRatio: `${width} / ${height}` }
}
