import Link from 'next/link'
import { Empty } from '@hospital/web/parts/states'
import { NavBar } from '@/frame/nav-bar'

/** Where a code leads that leads nowhere any more. */
export default function GonePage() {
  return (
    <>
      <NavBar title="二维码已失效" />
      <main className="page">
        <Empty
          title="这个二维码已失效"
          ways={
            <>
              <Link className="ih-button" data-kind="primary" href="/booking">预约挂号</Link>
              <Link className="ih-button" href="/consultations/doctors">在线咨询</Link>
            </>
          }
        >
          可在医院首页按科室或姓名查找医生。
        </Empty>
      </main>
    </>
  )
}
