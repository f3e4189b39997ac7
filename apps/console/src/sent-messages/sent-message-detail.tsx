'use client'

import { Button } from 'antd'
import { useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { StatusTag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { useAct } from '@/form/use-act'
import { ResendMessageDocument, SentMessageDocument, type SentMessageRowFragment } from '@/graphql/graphql'
import { Lines } from '@/table/lines'
import { Facts } from '@/table/row-drawer'
import { channelWords, messageWords, outcomeWords, recipientOf, terminalWords, wordOfCode } from './words'

const providers: Record<string, string> = { TENCENT: '腾讯云', ALIYUN: '阿里云', WECHAT: '微信' }

/** One message with every try. */
export function SentMessageDetail({ id }: { id: string }) {
  const [{ data, error }] = useQuery({ query: SentMessageDocument, variables: { id }, requestPolicy: 'network-only' })
  const problem = problemOf(error)
  if (problem) return <ErrorState problem={problem} title="消息没有加载出来" />
  if (!data) return <RowSkeletons count={6} />
  const message = data.sentMessage
  if (!message) return <ErrorState problem={{ code: 'NOT_FOUND', message: '没有找到相关记录。' } as never} title="没有这条消息" />
  return (
    <>
      <Facts
        items={[
          ['业务', message.label],
          ['渠道', channelWords[message.channel]],
          ['收件人', recipientOf(message)],
          ['终端', terminalWords[message.terminal] ?? message.terminal],
          ['状态', <StatusTag key="status" status={message.status} words={messageWords} />],
          ['标题', message.title],
          ['内容', message.body],
          ['模板', message.templateVersion ? `第 ${message.templateVersion} 版` : '系统默认'],
          ['产生时间', formatStamp(message.at)],
          ['计划发送', message.status === 'QUEUED' && message.dueAt ? formatStamp(message.dueAt) : null],
          ['发送时间', message.sentAt && formatStamp(message.sentAt)],
          [message.status === 'FAILED' ? '失败时间' : '送达时间', message.endedAt && formatStamp(message.endedAt)],
          ['服务商答复', wordOfCode(message.code)],
          ['替代', message.insteadOf && '另一渠道发送失败后，由本渠道补发'],
        ]}
      />
      <Lines
        title="发送过程"
        rows={message.attempts.map((attempt) => ({ ...attempt, id: String(attempt.number) }))}
        columns={[
          ['次数', ({ number }) => number],
          ['时间', ({ at }) => formatStamp(at)],
          ['服务商', ({ provider }) => (provider ? (providers[provider] ?? provider) : '—')],
          ['结果', ({ outcome }) => outcomeWords[outcome] ?? outcome],
          ['答复', ({ code }) => wordOfCode(code) ?? '—'],
          ['流水号', ({ serialNo }) => serialNo ?? '—'],
          ['回执', ({ receiptAt, receiptCode }) => (receiptAt ? `${formatStamp(receiptAt)} ${wordOfCode(receiptCode) ?? ''}` : '—')],
        ]}
      />
    </>
  )
}

export function SentMessageFooter({ message, onDone }: { message: SentMessageRowFragment; onDone(): void }) {
  const { act, busy } = useAct(ResendMessageDocument, '已重新发送')
  return <Button type="primary" loading={busy} onClick={async () => { if (await act({ id: message.id })) onDone() }}>重新发送</Button>
}
