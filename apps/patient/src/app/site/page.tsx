import type { Metadata } from 'next'
import { cache } from 'react'
import { BannerStrip } from '@/content/banner-strip'
import { JsonLd } from '@/content/json-ld'
import { firstWords, metadataOf } from '@/content/metadata'
import { siteOrigin } from '@/content/origin'
import { RichText } from '@/content/rich-text'
import { house } from '@/house/house'
import { mustRead } from '@/graph'
import { SiteHomeDocument, type SiteHomeQuery } from '@/graphql/graphql'
import { Paragraphs, SitePage } from '@/site/site-page'
import styles from '@/site/site.module.css'

type Institution = SiteHomeQuery['institutions'][number]

const siteHome = cache(async () => mustRead(SiteHomeDocument, { institutionId: (await house()).institutionId }))
const aboutOf = ({ sitePages }: SiteHomeQuery) => sitePages.find(({ key }) => key === 'ABOUT')

export async function generateMetadata(): Promise<Metadata> {
  const [{ hospitalName: name }, data] = await Promise.all([house(), siteHome()])
  const said = aboutOf(data)?.body ?? data.institutions[0]?.intro
  return metadataOf({ title: `${name}官网`, description: said ? firstWords(said) : `${name}：科室、专家、就医流程与出诊安排`, path: '/site' })
}

export default async function SiteHomePage() {
  const [{ hospitalName: name }, data, origin] = await Promise.all([house(), siteHome(), siteOrigin()])
  const about = aboutOf(data)
  return (
    <SitePage title={name} place="/site">
      <BannerStrip position="SITE_TOP" />
      {about && (
        <article className="ih-card">
          <h2>{about.title}</h2>
          <RichText html={about.body} />
        </article>
      )}
      {data.institutions.map((institution) => <InstitutionCard key={institution.id} institution={institution} />)}
      <JsonLd facts={{ '@type': ['Hospital', 'MedicalOrganization'], name, url: `${origin}/site`, ...factsOf(data.institutions[0]), department: data.institutions.slice(1).map((branch) => ({ '@type': 'Hospital', name: branch.displayName, ...factsOf(branch) })) }} />
    </SitePage>
  )
}

function InstitutionCard({ institution: { displayName, intro, address, phone, licenceNumber } }: { institution: Institution }) {
  return (
    <section className="ih-card">
      <h2>{displayName}</h2>
      {intro && <Paragraphs text={intro} />}
      <div className={styles.facts}>
        {address && <p>地址：{address}</p>}
        {phone && <p>电话：<a href={`tel:${phone}`}>{phone}</a></p>}
        {licenceNumber && <p>医疗机构执业许可证 {licenceNumber}</p>}
      </div>
    </section>
  )
}

function factsOf(institution: Institution | undefined) {
  if (!institution) return {}
  const { intro, address, phone, location } = institution
  return {
    ...(intro && { description: intro }), ...(phone && { telephone: phone }), ...(address && { address: { '@type': 'PostalAddress', streetAddress: address, addressCountry: 'CN' } }),
    ...(location && { geo: { '@type': 'GeoCoordinates', latitude: location.latitude, longitude: location.longitude } }),
  }
}
