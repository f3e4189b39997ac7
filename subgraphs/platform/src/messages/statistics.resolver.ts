import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { countsBy, daysBetween, messageFigures } from './statistics.ts'
import { MessageStatistics, MessageStatisticsFilter } from './statistics.types.ts'

@Resolver(() => MessageStatistics)
export class MessageStatisticsResolver {
  @Query(() => MessageStatistics, { description: 'Messages counted by day, channel, terminal and event (消息统计). Refuses INVALID_INPUT where the span is longer than a year.' })
  @Can('message:list')
  async messageStatistics(@Arg('filter', () => MessageStatisticsFilter) filter: MessageStatisticsFilter, @Ctx() ctx: PlatformContext): Promise<MessageStatistics> {
    const figures = await messageFigures(ctx, filter)
    const sum = (of: 'queued' | 'sent' | 'delivered' | 'failed') => figures.reduce((total, figure) => total + figure[of], 0)
    return {
      total: { key: 'total', label: '合计', queued: sum('queued'), sent: sum('sent'), delivered: sum('delivered'), failed: sum('failed') },
      days: countsBy(figures, 'day', daysBetween(filter.from, filter.to)), channels: countsBy(figures, 'channel'), terminals: countsBy(figures, 'terminal'), events: countsBy(figures, 'event'),
    }
  }
}
