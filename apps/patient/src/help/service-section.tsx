import { ChevronRightIcon, PhoneIcon, WeChatIcon } from '@hospital/web/parts/icons'
import { Tag } from '@hospital/web/parts/tag'
import type { HelpQuery } from '@/graphql/graphql'
import { wordsOfHours } from './hours'
import styles from './help.module.css'

/** People who help, and when they do. */
export function ServiceSection({ service: { phone, hours, openNow, wechatName, wechatUrl } }: { service: HelpQuery['helpPage']['service'] }) {
  const wechat = (
    <>
      <WeChatIcon size={22} />
      <span className={styles.word}>微信客服{wechatName && <small>{wechatName}</small>}</span>
    </>
  )
  return (
    <section className="ih-card" aria-labelledby="service-title">
      <div className={styles.head}>
        <h2 id="service-title">人工客服</h2>
        <Tag tone={openNow ? 'success' : 'neutral'}>{openNow ? '服务中' : '现在不在服务时间'}</Tag>
      </div>
      {hours.length > 0 && <p className={styles.hours}>{hours.map(wordsOfHours).join('；')}</p>}
      <div className={styles.rows}>
        {phone && (
          <a href={`tel:${phone}`}>
            <PhoneIcon size={22} />
            <span className={styles.word}>拨打客服电话</span>
            <span>{phone}</span>
          </a>
        )}
        {wechatUrl ? <a href={wechatUrl} rel="noreferrer">{wechat}<ChevronRightIcon size={18} /></a> : wechatName && <p>{wechat}</p>}
      </div>
    </section>
  )
}
