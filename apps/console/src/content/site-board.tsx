'use client'

import { useState } from 'react'
import Link from 'next/link'
import { Button } from 'antd'
import { useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { Panes } from '@/frame/panes'
import { SaveSitePageDocument, SitePagesDocument, type SaveSitePageMutation, type SaveSitePageMutationVariables, type SitePageKey } from '@/graphql/graphql'
import { RichText } from './rich-text'
import { RichTextField } from './rich-text-field'
import { optionsOf, sitePageWords } from './words'
import styles from './content.module.css'

/** The pages that the hospital words itself; what it says of institutions, departments and experts stands in their own records. */
export function SiteBoard() {
  const [{ data, error }, ask] = useQuery({ query: SitePagesDocument })
  const [key, choose] = useState<SitePageKey>('ABOUT')
  const [editing, setEditing] = useState(false)
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="微官网没有加载出来" ways={<Button onClick={() => ask({ requestPolicy: 'network-only' })}>重试</Button>} />
  if (!data) return <RowSkeletons count={6} />
  const page = data.sitePages.find((one) => one.key === key)
  const edit = <Button type="primary" onClick={() => setEditing(true)}>编辑{sitePageWords[key]}</Button>
  return (
    <>
      <Panes<SitePageKey> label="微官网页面" entries={optionsOf(sitePageWords).map(({ value, label }) => ({ key: value, word: label, hint: data.sitePages.some((one) => one.key === value) ? undefined : '未填写' }))} chosen={key} onChoose={choose}>
        <Panes.Head title={page?.title ?? sitePageWords[key]} hint={page && `最近修改 ${formatStamp(page.updatedAt).slice(0, 16)}`}>{page && edit}</Panes.Head>
        {page ? <RichText html={page.body} /> : <Empty title={`还没有填写${sitePageWords[key]}`} ways={edit}>填写后显示在微官网上。</Empty>}
        <p className={styles.elsewhere}>
          机构、科室与专家的简介分别在 <Link href="/institutions">机构</Link>、<Link href="/departments">科室</Link>、<Link href="/staff">医护人员</Link> 中编辑；出诊安排来自排班。
        </p>
      </Panes>
      {editing && (
        <FormDrawer<{ title: string; body: string }, SaveSitePageMutation, SaveSitePageMutationVariables>
          title={`编辑${sitePageWords[key]}`}
          wide
          submitText="保存并发布"
          doneText={`${sitePageWords[key]}已发布`}
          document={SaveSitePageDocument}
          initial={{ title: page?.title ?? sitePageWords[key], body: page?.body }}
          variables={({ title, body }) => ({ input: { key, version: page?.version, title, body } })}
          consequence="保存后，微官网的访客立即看到。"
          onDone={() => {
            setEditing(false)
            ask({ requestPolicy: 'network-only' })
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
