import Link from 'next/link'
import { formatFen } from '@hospital/web/format'
import { CardIcon, QrCodeIcon, WalletIcon } from '@hospital/web/parts/icons'
import type { PaymentMethod } from '@/graphql/graphql'
import styles from './cashier.module.css'

const WORDS: Record<PaymentMethod, string> = { WECHAT_JSAPI: '微信支付', WECHAT_H5: '微信支付', WECHAT_NATIVE: '微信扫码', ALIPAY_WAP: '支付宝', UNIONPAY_FRONT: '银联在线支付', HOSPITAL_CARD: '就诊卡余额', INSURANCE: '医保支付', FREE: '免费' }

export const methodWord = (method: PaymentMethod): string => WORDS[method]

const iconOf = (method: PaymentMethod) => (method === 'UNIONPAY_FRONT' ? CardIcon : method === 'WECHAT_NATIVE' ? QrCodeIcon : WalletIcon)

interface PaymentMethodsProps {
  /** Just these, in the hospital's order. */
  methods: readonly PaymentMethod[]
  chosen: PaymentMethod | undefined
  onChoose(method: PaymentMethod): void
  /** What the hospital card would have to cover. */
  card: CardFacts
}

interface CardFacts {
  cashFen: number
  /** Undefined: there is no card, or the hospital's system does not say. */
  balanceFen?: number
  patientId?: string
}

export function PaymentMethods({ methods, chosen, onChoose, card }: PaymentMethodsProps) {
  return (
    <section className="ih-card" aria-label="支付方式">
      <h2>支付方式</h2>
      {methods.length === 0 && <p>当前不能在这里支付，请换用微信或手机浏览器打开，或到医院窗口办理。</p>}
      {methods.map((method) => {
        if (method === 'HOSPITAL_CARD') return <CardMethod key={method} {...card} chosen={method === chosen} onChoose={() => onChoose(method)} />
        const Icon = iconOf(method)
        return (
          <label key={method} className={styles.method}>
            <Icon size={24} />
            <span>{methodWord(method)}</span>
            <input type="radio" name="method" checked={method === chosen} onChange={() => onChoose(method)} />
          </label>
        )
      })}
    </section>
  )
}

/** A card that does not cover it says so, and where to top it up. */
function CardMethod({ cashFen, balanceFen, patientId, chosen, onChoose }: CardFacts & { chosen: boolean; onChoose(): void }) {
  const short = balanceFen === undefined || balanceFen < cashFen
  return (
    <div className={styles.method} data-off={short || undefined}>
      <label>
        <CardIcon size={24} />
        <span>
          {methodWord('HOSPITAL_CARD')}
          <small>{balanceFen === undefined ? '暂时查不到余额' : `余额 ${formatFen(balanceFen)}${short ? '，不足本次支付' : ''}`}</small>
        </span>
        {!short && <input type="radio" name="method" checked={chosen} onChange={onChoose} />}
      </label>
      {short && balanceFen !== undefined && patientId && <Link href={`/patients/${patientId}/card-top-up`} prefetch={false}>去充值</Link>}
    </div>
  )
}
