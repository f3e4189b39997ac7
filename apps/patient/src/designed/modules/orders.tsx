import { ShortcutRows, Shortcuts, type Shortcut } from '@/mine/shortcuts'
import type { Renderer } from '../module-props'

export const Orders: Renderer<'ORDERS'> = async ({ settings: { title }, page, scene }) => {
  if (!scene.signedIn) return null
  const { data } = await scene.mine()
  const entries: Shortcut[] = [
    { word: '待支付', to: '/orders?status=OPEN', icon: 'WALLET', count: data?.unpaid?.totalCount },
    { word: '待就诊', to: '/appointments', icon: 'CALENDAR_CLOCK', count: data?.visits?.totalCount },
    { word: '咨询中', to: '/consultations', icon: 'CHAT', count: data?.running?.totalCount },
    { word: '退款', to: '/orders?status=REFUND', icon: 'REFUND' },
  ]
  const List = 'layout' in page.content.settings && page.content.settings.layout === 'LIST' ? ShortcutRows : Shortcuts
  return <List title={title} all={{ word: '全部订单', href: '/orders' }} entries={entries} />
}
