import { formatInstant } from '@hospital/web/format'
import { ErrorState } from '@hospital/web/parts/states'
import { TextSize } from '@/elder/text-size'
import { PersonInvitation } from '@/home/person-card'
import { AccountTop } from '@/mine/persons'
import { Settings } from '@/mine/settings'
import { PageModules } from './page-modules'
import type { Scene } from './scene'
import { wechatWord } from '@/wechat/words'
import { Styled } from './styled'
import type { PageView } from './view'

export async function MineView({ page, scene }: { page: PageView<'MINE'>; scene: Scene }) {
  const { mode, signedIn, hospital } = scene
  const { data, problem } = await scene.mine()
  const me = data?.me
  return (
    <Styled page={page}>
      {me ? <AccountTop me={me} layout={page.content.settings.layout} /> : <h1 className="ih-hidden">我的</h1>}
      <main className="page">
        {!signedIn && <PersonInvitation signedIn={false} />}
        {problem && <ErrorState problem={problem} title="部分内容没有加载出来" />}
        {me?.restrictedUntil && <p className="ih-note" data-tone="warn">{formatInstant(me.restrictedUntil)} 前暂停使用新的服务{me.restrictionReason && `：${me.restrictionReason}`}</p>}
        <PageModules page={page} scene={scene} />
        {mode !== 'standard' && <TextSize mode={mode} />}
        <Settings mode={mode} phone={hospital.phone} signedIn={signedIn} replies={data?.unreadFeedbackReplies ?? 0} {...(me && { wechat: wechatWord(me.wechatBinding) })} />
      </main>
    </Styled>
  )
}
