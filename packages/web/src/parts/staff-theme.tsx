'use client'

import { useState, type ReactNode } from 'react'
import { useServerInsertedHTML } from 'next/navigation'
import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs'
import { App, ConfigProvider, type ThemeConfig } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { GraphProvider } from './graph-provider.tsx'
import { BusyIcon } from './icons.tsx'

dayjs.locale('zh-cn')

/** antd's own sheet is linked (zeroRuntime); only the values of our tokens are made at run time, and sent with the first HTML. */
export function StaffTheme({ children }: { children: ReactNode }) {
  const [cache] = useState(() => createCache())
  useServerInsertedHTML(() => {
    const style = extractStyle(cache, { plain: true, once: true })
    return style ? <style id="antd-tokens" dangerouslySetInnerHTML={{ __html: style }} /> : null
  })
  return (
    <StyleProvider cache={cache}>
      <ConfigProvider locale={zhCN} theme={theme} button={button}>
        <App>
          <GraphProvider>{children}</GraphProvider>
        </App>
      </ConfigProvider>
    </StyleProvider>
  )
}

/** antd's own wheel is named “loading” and folds away by a transition: where that is cut short it stays, and with it the wrong name of the button. */
const button = { autoInsertSpace: false, loadingIcon: <BusyIcon size={16} /> }

const brand = '#0b6b8a'
const tint = '#e9f2f5'

/** The values of tokens.css: antd computes with them, so it cannot take variables. */
const theme: ThemeConfig = {
  zeroRuntime: true,
  hashed: false,
  cssVar: { key: 'hospital' },
  token: {
    colorPrimary: brand,
    colorLink: brand,
    colorSuccess: '#1a7444',
    colorWarning: '#8f5300',
    colorError: '#bd2c26',
    colorInfo: '#2c5cae',
    // What antd computes for a pointer over a button is lighter, and under 4.5:1.
    colorPrimaryHover: '#095c77',
    colorErrorHover: '#a31c17',
    colorErrorBorderHover: '#a31c17',
    colorLinkHover: '#095c77',
    colorSuccessBg: '#e9f5ee',
    colorSuccessBorder: '#b7dcc6',
    colorWarningBg: '#fff4df',
    colorWarningBorder: '#f0d49a',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#f2c2bd',
    colorInfoBg: '#ebf1fb',
    colorInfoBorder: '#c0d2f0',
    colorText: '#18232a',
    colorTextSecondary: '#45535c',
    colorTextTertiary: '#5c6971',
    colorTextPlaceholder: '#5c6971',
    colorTextDescription: '#5c6971',
    colorTextDisabled: '#8d979d',
    colorBgLayout: '#f3f6f8',
    colorFillAlter: '#f8fafb',
    colorBorder: '#84929b',
    colorBorderSecondary: '#e4e9ec',
    colorSplit: '#e4e9ec',
    controlItemBgActive: tint,
    fontSize: 14,
    fontSizeSM: 12,
    fontSizeLG: 16,
    fontSizeHeading4: 18,
    borderRadiusSM: 4,
    borderRadius: 6,
    borderRadiusLG: 8,
    controlHeight: 32,
    controlHeightLG: 40,
    motionDurationMid: '0.2s',
    fontFamily: 'var(--ih-font)',
    fontWeightStrong: 500,
  },
  components: {
    Table: { headerBg: '#f8fafb', headerColor: '#45535c', rowSelectedBg: tint, rowSelectedHoverBg: '#dcebf0', cellPaddingBlock: 11, cellPaddingInline: 12, headerSplitColor: 'transparent' },
    Menu: { itemSelectedBg: tint, itemHeight: 36 },
  },
}
