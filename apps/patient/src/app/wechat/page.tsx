import { formatInstant } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Tag } from '@hospital/web/parts/tag'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { MyWechatDocument, type MyWechatQuery } from '@/graphql/graphql'
import { house, terminalHere } from '@/house/house'
import { BindButton } from '@/wechat/bind-button'
import { UnbindButton } from '@/wechat/unbind-button'
import styles from '@/wechat/wechat.module.css'

export const metadata = { title: '微信通知' }

export default async function WechatPage() {
  const [{ me }, terminal, { hospitalName }] = await Promise.all([mustRead(MyWechatDocument, {}), terminalHere(), house()])
  const inWechat = terminal === 'WECHAT_OA'
  return (
    <>
      <NavBar title="微信通知" back="/mine" />
      <main className="page">
        <GraphProvider>{me.wechatBinding ? <Bound binding={me.wechatBinding} phone={me.maskedPhone} hospital={hospitalName} inWechat={inWechat} /> : <Unbound phone={me.maskedPhone} hospital={hospitalName} inWechat={inWechat} />}</GraphProvider>
        <section className="ih-card">
          <h2>微信通知说明</h2>
          <ul className={styles.list}>
            <li>挂号、停诊、退款、医生回复等通知会发到公众号，是否发送以医院设置为准。</li>
            <li>取消关注后收不到微信通知，改由短信或站内消息发送。</li>
            <li>一个微信只绑定一个账号，可随时解除。</li>
          </ul>
        </section>
      </main>
    </>
  )
}

interface Facts {
  phone: string
  hospital: string
  inWechat: boolean
}

function Bound({ binding: { maskedOpenId, following, boundAt }, phone, hospital, inWechat }: Facts & { binding: NonNullable<MyWechatQuery['me']['wechatBinding']> }) {
  return (
    <section className={`ih-card ${styles.standing}`} aria-label="绑定状态">
      <h2>微信通知 {following ? <Tag tone="success">已绑定</Tag> : <Tag tone="warn">未关注公众号</Tag>}</h2>
      {!following && <p>您还没有关注“{hospital}”公众号，微信不会送达通知。请在微信中搜索并关注，关注后自动恢复。</p>}
      <dl className={styles.facts}>
        <div><dt>账号</dt><dd>{phone}</dd></div>
        <div><dt>微信标识</dt><dd>{maskedOpenId}</dd></div>
        <div><dt>绑定时间</dt><dd>{formatInstant(boundAt)}</dd></div>
      </dl>
      <div className={styles.ways}>
        {inWechat && <BindButton word="更换为当前微信" kind="brand" />}
        <UnbindButton />
      </div>
    </section>
  )
}

function Unbound({ phone, hospital, inWechat }: Facts) {
  return (
    <section className={`ih-card ${styles.standing}`} aria-label="绑定状态">
      <h2>微信通知 <Tag>未绑定</Tag></h2>
      {inWechat
        ? <p>把当前微信绑定到账号 {phone}，就能在公众号收到就诊通知。绑定只取得您在公众号里的标识，不取得昵称、头像和手机号。</p>
        : <p>请在微信中打开本页绑定：关注“{hospital}”公众号，从公众号菜单进入，到“我的”里点“微信通知”。现在的通知由短信和站内消息发送。</p>}
      {inWechat && <div className={styles.ways}><BindButton word="绑定微信" /></div>}
    </section>
  )
}
