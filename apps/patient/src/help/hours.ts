const days = ['一', '二', '三', '四', '五', '六', '日']

interface Hours {
  weekdays: readonly number[]
  start: string
  end: string
}

/** 周一至周五 08:00–17:30; days that do not follow one another stand side by side. */
export function wordsOfHours({ weekdays, start, end }: Hours): string {
  const sorted = [...weekdays].sort()
  const word = (day: number) => `周${days[day - 1]}`
  const follow = sorted.length > 2 && sorted.every((day, at) => at === 0 || day === sorted[at - 1]! + 1)
  const said = sorted.length === 7 ? '每天' : follow ? `${word(sorted[0]!)}至${word(sorted.at(-1)!)}` : sorted.map(word).join('、')
  return `${said} ${start}–${end}`
}
