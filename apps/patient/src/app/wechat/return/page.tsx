import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { MyWechatDocument } from '@/graphql/graphql'
import { BindingReturn } from '@/wechat/binding-return'

export const metadata = { title: '绑定微信' }

interface Props {
  searchParams: Promise<{ state?: string | string[]; code?: string | string[] }>
}

/** Where WeChat sends the browser back to. Who is signed out signs in first; a binding that another session began is then over, and can be begun anew. */
export default async function WechatReturnPage({ searchParams }: Props) {
  const [{ state, code }] = await Promise.all([searchParams, mustRead(MyWechatDocument, {})])
  return (
    <>
      <NavBar title="绑定微信" back="/wechat" />
      <main className="page">
        <GraphProvider>
          <BindingReturn state={one(state)} code={one(code)} />
        </GraphProvider>
      </main>
    </>
  )
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)
