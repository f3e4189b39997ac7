import type { StatusWords } from '@hospital/web/parts/tag'
import type { JobState } from '@/graphql/graphql'

export const jobWords: StatusWords<JobState> = {
  QUEUED: { word: '排队中', tone: 'info' },
  RUNNING: { word: '进行中', tone: 'brand' },
  SUCCEEDED: { word: '已完成', tone: 'success' },
  FAILED: { word: '失败', tone: 'danger' },
}
