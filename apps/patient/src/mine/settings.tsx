import Link from 'next/link'
import { ChevronRightIcon, DocumentIcon, HelpIcon, LargeTextIcon, PhoneIcon, ShieldIcon, WeChatIcon } from '@hospital/web/parts/icons'
import type { Mode } from '@/elder/mode'
import { ModeSwitch } from '@/elder/mode-switch'
import { Count } from '@/frame/count'
import { SignOutRow } from './sign-out-row'
import styles from './mine.module.css'

interface SettingsProps {
  mode: Mode
  phone?: string | null
  signedIn: boolean
  /** Replies of the hospital to this person's feedback. */
  replies: number
  /** How things stand with the messages by WeChat, where that is known. */
  wechat?: string
}

export function Settings({ mode, phone, signedIn, replies, wechat }: SettingsProps) {
  const elder = mode !== 'standard'
  return (
    <section className="ih-card" aria-label="设置">
      <div className={styles.rows}>
        <ElderRow elder={elder} />
        <Link href="/help" prefetch={false}>
          <HelpIcon size={22} />
          <span className={styles.word}>帮助与反馈</span>
          <Count count={replies} of="条新回复" />
          <ChevronRightIcon size={18} />
        </Link>
        <Link href="/wechat" prefetch={false}>
          <WeChatIcon size={22} />
          <span className={styles.word}>微信通知</span>
          {wechat && <span>{wechat}</span>}
          <ChevronRightIcon size={18} />
        </Link>
        <Link href="/texts/user.agreement" prefetch={false}>
          <DocumentIcon size={22} />
          <span className={styles.word}>用户协议</span>
          <ChevronRightIcon size={18} />
        </Link>
        <Link href="/texts/user.privacy" prefetch={false}>
          <ShieldIcon size={22} />
          <span className={styles.word}>隐私政策</span>
          <ChevronRightIcon size={18} />
        </Link>
        {phone && (
          <a href={`tel:${phone}`}>
            <PhoneIcon size={22} />
            <span className={styles.word}>联系医院</span>
            <span>{phone}</span>
          </a>
        )}
        {signedIn && <SignOutRow />}
      </div>
    </section>
  )
}

/** The whole row is the switch. */
function ElderRow({ elder }: { elder: boolean }) {
  return (
    <ModeSwitch to={elder ? 'standard' : 'elder'} chosen={elder}>
      <LargeTextIcon size={22} />
      <span className={styles.word}>
        适老模式
        <small>大字、大按钮、可拨打人工</small>
      </span>
      <span className={styles.switch} data-on={elder || undefined} aria-hidden="true" />
    </ModeSwitch>
  )
}
