import Link from 'next/link'
import { formatFen } from '@hospital/web/format'
import { CardIcon, WalletIcon } from '@hospital/web/parts/icons'
import type { PaymentMethod } from '@/graphql/graphql'
import styles from './cashier.module.css'

interface MethodListProps {
  methods: PaymentMethod[]
  chosen: PaymentMethod
  onChoose: (method: PaymentMethod) => void
  cashFen: number
  balanceFen?: number
  patientId?: string
}

/** How the payer's own part is paid. A card that does not cover it says so, and where to top it up. */
export function MethodList({ methods, chosen, onChoose, cashFen, balanceFen, patientId }: MethodListProps) {
  return (
    <section className="ih-card" aria-label="支付方式">
      <h2>支付方式</h2>
      {methods.map((method) => {
        if (method !== 'HOSPITAL_CARD') {
          return (
            <label key={method} className={styles.method}>
              <WalletIcon size={24} />
              <span>微信支付</span>
              <input type="radio" name="method" checked={chosen === method} onChange={() => onChoose(method)} />
            </label>
          )
        }
        const short = balanceFen === undefined || balanceFen < cashFen
        return (
          <div key={method} className={styles.method} data-off={short || undefined}>
            <label>
              <CardIcon size={24} />
              <span>
                就诊卡余额
                <small>{balanceFen === undefined ? '暂时查不到余额' : `余额 ${formatFen(balanceFen)}${short ? '，不足本次支付' : ''}`}</small>
              </span>
              {!short && <input type="radio" name="method" checked={chosen === method} onChange={() => onChoose(method)} />}
            </label>
            {short && balanceFen !== undefined && patientId && <Link href={`/patients/${patientId}/card-top-up`} prefetch={false}>去充值</Link>}
          </div>
        )
      })}
    </section>
  )
}
