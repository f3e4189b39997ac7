import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { ticketWords } from '@hospital/web/status-words'
import type { Renderer } from '../module-props'
import { Rows } from '../rows'

/** Only while somebody waits. */
export const Queue: Renderer<'QUEUE'> = async ({ settings: { title }, scene }) => {
  const { data } = await scene.family()
  const rows = (data?.visits?.nodes ?? []).flatMap(({ ticket, room, department }) => (ticket ? [{
    key: ticket.id, href: `/queue/${ticket.id}`, act: '看进度', right: <StatusTag status={ticket.status} words={ticketWords} />,
    title: ticket.status === 'WAITING' ? `前面还有 ${ticket.ahead ?? 0} 人` : department.name, fact: <>{ticket.number}<Dot />{room ?? department.name}</>,
  }] : []))
  return rows.length > 0 && <Rows title={title} rows={rows} nothing="" />
}
