/** What concerns the practitioner himself, beside the work. */
export const ownPages = [
  { href: '/profile', word: '我的资料' },
  { href: '/schedule', word: '我的排班' },
  { href: '/application', word: '资质申请' },
  { href: '/feedback', word: '意见反馈' },
  { href: '/password', word: '修改密码' },
]
