import type { Metadata } from 'next'
import { ClientTable } from '@/clients/client-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '开放接口' }

export default function ClientsPage() {
  return (
    <Page title="开放接口" hint="第三方程序按授权范围读取公开数据；密钥只在创建和轮换时显示一次">
      <ClientTable />
    </Page>
  )
}
