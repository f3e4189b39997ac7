/** Hospitals may make roles of their own, named by them: those are shown as they are. */
const builtIn: Record<string, string> = { SUPER_ADMIN: '超级管理员', OPERATOR: '运营', ACCOUNTANT: '财务', CUSTOMER_SERVICE: '客服' }

export function roleWord(role: string): string {
  return builtIn[role] ?? role
}
