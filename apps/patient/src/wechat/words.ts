/** How things stand, in a word. */
export function wechatWord(binding: { following: boolean } | null | undefined): string {
  if (!binding) return '未绑定'
  return binding.following ? '已绑定' : '未关注公众号'
}
