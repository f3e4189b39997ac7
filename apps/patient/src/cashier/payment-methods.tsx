import { CardIcon, QrCodeIcon, WalletIcon } from '@hospital/web/parts/icons'
import type { PaymentMethod } from '@/graphql/graphql'
import styles from './cashier.module.css'

const WORDS: Record<PaymentMethod, string> = { WECHAT_JSAPI: '微信支付', WECHAT_H5: '微信支付', WECHAT_NATIVE: '微信扫码', ALIPAY_WAP: '支付宝', UNIONPAY_FRONT: '银联在线支付', FREE: '免费' }

export const methodWord = (method: PaymentMethod): string => WORDS[method]

const iconOf = (method: PaymentMethod) => (method === 'UNIONPAY_FRONT' ? CardIcon : method === 'WECHAT_NATIVE' ? QrCodeIcon : WalletIcon)

interface PaymentMethodsProps {
  /** Just these, in the hospital's order. */
  methods: readonly PaymentMethod[]
  chosen: PaymentMethod | undefined
  onChoose(method: PaymentMethod): void
}

export function PaymentMethods({ methods, chosen, onChoose }: PaymentMethodsProps) {
  return (
    <section className="ih-card" aria-label="支付方式">
      <h2>支付方式</h2>
      {methods.length === 0 && <p>当前不能在这里支付，请换用微信或手机浏览器打开，或到医院窗口办理。</p>}
      {methods.map((method) => {
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
