import { Tag } from '@hospital/web/parts/tag'

export function InUse({ enabled }: { enabled: boolean }) {
  return <Tag tone={enabled ? 'success' : 'neutral'}>{enabled ? '启用' : '停用'}</Tag>
}
