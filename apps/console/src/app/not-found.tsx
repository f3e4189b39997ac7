import Link from 'next/link'
import { Empty } from '@hospital/web/parts/states'

export default function NotFound() {
  return (
    <main>
      <Empty
        title="没有找到这个页面"
        ways={
          <Link className="ih-button" data-kind="primary" href="/">
            返回首页
          </Link>
        }
      >
        页面可能已经下线，或链接不完整。
      </Empty>
    </main>
  )
}
