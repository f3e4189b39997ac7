import Link from 'next/link'
import { QrCode } from '@/cards/qr-code'
import styles from './cashier.module.css'

/** For another phone to scan. */
export function ScanToPay({ code, result }: { code: string; result: string }) {
  return (
    <section className="ih-card" aria-label="扫码支付">
      <h2>请用微信扫一扫</h2>
      <QrCode text={code} className={styles.code} label="微信支付二维码" />
      <Link className="ih-button" href={result} prefetch={false}>我已支付，查看结果</Link>
    </section>
  )
}
