/** Where the thing that an order pays for is shown. */
export function subjectPath({ __typename, id }: { __typename: string; id: string }): string {
  if (__typename === 'CardTopUp') return '/cards'
  return __typename === 'Appointment' ? `/appointments/${id}` : `/consultations/${id}`
}

const WORDS: Record<string, string> = { Appointment: '查看挂号', Consultation: '进入咨询', CardTopUp: '查看就诊卡' }

export const subjectWord = ({ __typename }: { __typename: string }): string => WORDS[__typename] ?? '查看'
