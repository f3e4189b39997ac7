'use client'

import { useState } from 'react'
import Link from 'next/link'
import { App, Button, Select } from 'antd'
import { useMutation, useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { useStaff } from '@hospital/web/parts/staff'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { useInstitutionChoices } from '@/form/institution-field'
import { Panes } from '@/frame/panes'
import { ResetSitePageDocument, SaveSitePageDocument, SitePagesDocument, type SaveSitePageMutation, type SaveSitePageMutationVariables, type SitePageKey, type SitePagesQuery } from '@/graphql/graphql'
import { RichText } from './rich-text'
import { RichTextField } from './rich-text-field'
import { optionsOf, sitePageWords } from './words'
import styles from './content.module.css'

const WHOLE = 'whole'

/** The pages that the hospital words itself, for all or for an institution; what it says of institutions, departments and experts stands in their own records. */
export function SiteBoard() {
  const { branchId } = useStaff()
  const [place, move] = useState(branchId ?? WHOLE)
  const choices = useInstitutionChoices()
  const institutionId = place === WHOLE ? null : place
  const [{ data, error }, ask] = useQuery({ query: SitePagesDocument, variables: { institutionId } })
  const [key, choose] = useState<SitePageKey>('ABOUT')
  const [editing, setEditing] = useState(false)
  const problem = problemOf(error)
  const renew = () => ask({ requestPolicy: 'network-only' })
  if (problem && !data) return <ErrorState problem={problem} title="微官网没有加载出来" ways={<Button onClick={renew}>重试</Button>} />
  if (!data) return <RowSkeletons count={6} />
  const page = data.sitePages.find((one) => one.key === key)
  const own = page?.institutionId === institutionId ? page : undefined
  const edit = <Button type="primary" onClick={() => setEditing(true)}>{page && !own ? `单独编写${sitePageWords[key]}` : `编辑${sitePageWords[key]}`}</Button>
  const nameOf = (id: string | null) => choices.find(({ value }) => value === id)?.label ?? (id ? '上级机构' : '全院')
  const hint = page && (own ? `最近修改 ${formatStamp(page.updatedAt).slice(0, 16)}` : `沿用${nameOf(page.institutionId)}的内容`)
  return (
    <>
      <div className={styles.at}>
        <label htmlFor="site-place">机构</label>
        <Select id="site-place" value={place} onChange={move} options={[...(branchId ? [] : [{ value: WHOLE, label: '全院' }]), ...choices]} popupMatchSelectWidth={false} />
      </div>
      <Panes<SitePageKey> label="微官网页面" entries={optionsOf(sitePageWords).map(({ value, label }) => ({ key: value, word: label, hint: hintOf(data, value, institutionId) }))} chosen={key} onChoose={choose}>
        <Panes.Head title={page?.title ?? sitePageWords[key]} hint={hint}>
          {own && institutionId && <Reset pageKey={key} institutionId={institutionId} version={own.version} onDone={renew} />}
          {page && edit}
        </Panes.Head>
        {page ? <RichText html={page.body} /> : <Empty title={`还没有填写${sitePageWords[key]}`} ways={edit}>填写后显示在微官网上。</Empty>}
        <p className={styles.elsewhere}>
          机构、科室与专家的简介分别在 <Link href="/institutions">机构</Link>、<Link href="/departments">科室</Link>、<Link href="/staff">医护人员</Link> 中编辑；出诊安排来自排班。
        </p>
      </Panes>
      {editing && (
        <FormDrawer<{ title: string; body: string }, SaveSitePageMutation, SaveSitePageMutationVariables>
          title={`编辑${sitePageWords[key]}（${nameOf(institutionId)}）`}
          wide
          submitText="保存并发布"
          doneText={`${sitePageWords[key]}已发布`}
          document={SaveSitePageDocument}
          initial={{ title: page?.title ?? sitePageWords[key], body: page?.body }}
          variables={({ title, body }) => ({ input: { key, institutionId, version: own?.version, title, body } })}
          consequence="保存后，微官网的访客立即看到；没有单独编写的下级机构一并沿用。"
          onDone={() => {
            setEditing(false)
            renew()
          }}
          onClose={() => setEditing(false)}
        >
          <TextField name="title" label="标题" required most={40} />
          <RichTextField name="body" label="正文" required />
        </FormDrawer>
      )}
    </>
  )
}

function hintOf({ sitePages }: SitePagesQuery, key: SitePageKey, institutionId: string | null): string | undefined {
  const page = sitePages.find((one) => one.key === key)
  return !page ? '未填写' : page.institutionId === institutionId ? undefined : '沿用上级'
}

function Reset({ pageKey, institutionId, version, onDone }: { pageKey: SitePageKey; institutionId: string; version: number; onDone(): void }) {
  const { modal, message } = App.useApp()
  const [{ fetching }, reset] = useMutation(ResetSitePageDocument)
  const ask = () => modal.confirm({
    title: '恢复沿用上级的内容？', content: '本机构单独编写的内容将被删除，访客立即看到上级的内容。', okText: '恢复沿用', cancelText: '再想想',
    async onOk() {
      const problem = problemOf((await reset({ key: pageKey, institutionId, version })).error)
      if (problem) message.error(problem.message)
      else message.success('已恢复沿用上级的内容')
      onDone()
    },
  })
  return <Button loading={fetching} onClick={ask}>恢复沿用上级</Button>
}
