/** Where the thing that an order pays for is shown. */
export function subjectPath({ __typename, id }: { __typename: string; id: string }): string {
  switch (__typename) {
    case 'Appointment': return `/appointments/${id}`
    case 'OutpatientBill': return `/bills/${id}`
    case 'InpatientDeposit': return '/inpatient/deposits'
    case 'CardTopUp': return '/cards'
    default: return `/consultations/${id}`
  }
}

const words: Record<string, string> = { Appointment: '查看挂号', OutpatientBill: '查看账单', InpatientDeposit: '查看住院账户', CardTopUp: '查看就诊卡' }

/** What a button that leads there says. */
export const subjectWord = (typename: string): string => words[typename] ?? '查看咨询'
