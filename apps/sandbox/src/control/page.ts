import { html, Markup } from '../html.ts'
import { script } from './script.ts'
import { style } from './style.ts'

const card = (title: string, note: string, body: Markup) => html`<section class="card"><div class="head"><h2>${title}</h2><span class="sub">${note}</span></div>${body}</section>`

const table = (id: string, label: string) => html`<div id="${id}" class="table" role="region" aria-label="${label}" tabindex="0"></div>`

/** One page over all levers; it reads and pulls them through `/_control`. */
export function controlPage(): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>沙箱控制台</title>
        <style>${new Markup(style)}</style>
      </head>
      <body>
        <header><h1>沙箱控制台</h1><span class="sub">院外系统：医院 HIS、微信支付、短信、公众号、人脸核验、电子健康卡、移动医保支付</span></header>
        <main>
          ${card(
            '时钟',
            '号源、锁号、订单超时和回调重试按此时间',
            html`<p class="row"><b id="now" class="num"></b><span id="advanced" class="sub"></span></p>
              <p class="row">
                <button data-advance="60000">+1 分钟</button><button data-advance="900000">+15 分钟</button><button data-advance="3600000">+1 小时</button>
                <button data-advance="86400000">+1 天</button><button id="clock-reset" class="plain">回到真实时间</button>
              </p>`,
          )}
          ${card(
            '故障',
            '对下一批请求生效',
            html`<form id="fault" class="row">
                <label>系统<select name="system"><option value="his">医院 HIS</option><option value="wechatpay">微信支付</option><option value="alipay">支付宝</option><option value="unionpay">银联</option><option value="sms">短信</option><option value="wechat">公众号</option><option value="faceid">人脸核验</option><option value="healthcard">电子健康卡</option><option value="insurance">移动医保支付</option></select></label>
                <label>方式<select name="mode">
                  <option value="down">停机（503）</option><option value="slow">变慢</option><option value="error">出错（500）</option>
                  <option value="garbage">乱码应答</option><option value="commit-then-timeout">已办理但不应答</option>
                </select></label>
                <label>毫秒<input name="ms" type="number" min="1" value="3000" /></label>
                <label>次数<input name="times" type="number" min="1" placeholder="直到清除" /></label>
                <button>设置</button><button type="button" id="fault-clear" class="plain">全部清除</button>
              </form>
              <p id="faults" class="sub" role="status"></p>`,
          )}
          ${card('微信支付订单', '', html`<p class="row"><button id="hold" class="plain"></button></p>${table('orders', '微信支付订单')}`)}
          ${card('退款', '银行 1 秒后自动到账', html`${table('refunds', '退款')}`)}
          ${card('回调', '失败后按 15s/15s/30s/3m/10m/… 重试', html`${table('notifications', '回调')}`)}
          ${card('短信发件箱', '', html`<form id="sms-filter" class="row"><label>手机号<input name="phone" inputmode="numeric" /></label><button class="plain">筛选</button></form>
              <form id="sms-number" class="row"><label>此号码<input name="phone" inputmode="numeric" required /></label><label>以后<select name="code">
                <option value="Ok">正常送达</option><option value="RECEIPT.MK:0001">受理但送达失败</option><option value="RECEIPT.NONE">受理但没有回执</option>
                <option value="FailedOperation.PhoneNumberInBlacklist">腾讯云：黑名单</option><option value="LimitExceeded.PhoneNumberOneHourLimit">腾讯云：太频繁</option>
                <option value="isv.BLACK_KEY_CONTROL_LIMIT">阿里云：黑名单</option><option value="isv.BUSINESS_LIMIT_CONTROL">阿里云：太频繁</option>
              </select></label><button class="plain">设置</button></form>
              <form id="sms-template" class="row"><label>模板编号<input name="template" required /></label><label>状态<select name="approved"><option value="no">未审核通过</option><option value="yes">已通过</option></select></label><button class="plain">设置</button></form>
              ${table('sms', '短信')}`)}
          ${card(
            '公众号二维码',
            '扫码后按微信协议推送到医院',
            html`<form id="wechat-answer" class="row">
                <label>错误码<select name="errcode"><option value="43101">43101 未订阅</option><option value="40001">40001 凭证失效</option><option value="43004">43004 未关注</option><option value="45009">45009 超过限额</option><option value="-1">-1 系统繁忙</option></select></label>
                <label>次数<input name="times" type="number" min="1" value="1" /></label><button class="plain">下一次调用这样应答</button>
              </form>
              ${table('wechat-codes', '公众号二维码')}`,
          )}
          ${card('公众号关注者', '', html`<p class="row"><button id="wechat-follow" class="plain">新增关注者</button></p>${table('wechat-followers', '公众号关注者')}`)}
          ${card('公众号消息', '模板消息与订阅消息', html`<form id="wechat-job" class="row"><label>OpenID<input name="openId" autocomplete="off" required /></label><label>模板消息以后<select name="status">
                <option value="success">送达</option><option value="failed:user block">被用户拒收</option><option value="failed: system failed">系统失败</option><option value="none">没有回执</option>
              </select></label><button class="plain">设置</button></form>
              ${table('wechat-messages', '公众号消息')}`)}
          ${card('公众号推送', '5 秒内未应答的再推两次', html`${table('wechat-pushes', '公众号推送')}`)}
          ${card('人脸核验', '摄像头前是谁，由测试者决定', html`${table('checks', '人脸核验')}`)}
          ${card(
            '电子健康卡读卡器',
            '动态码一次有效，60 秒过期',
            html`<form id="scan" class="row"><label>扫到的内容<input name="text" autocomplete="off" /></label><button>读码</button><button type="button" id="kill-tokens" class="plain">使令牌失效</button></form>
              <p id="scanned" class="sub" role="status"></p>
              ${table('usages', '用卡记录')}`,
          )}
          ${card('移动医保支付', '甲类全额、乙类先自付 10%、丙类自费；起付线与封顶线按年', html`<form id="insurance-answer" class="row">
                <label>接口<select name="call"><option>6201</option><option>6202</option><option>6203</option><option>6401</option></select></label>
                <label>应答<select name="bizCode"><option value="4001">4001 凭证过期</option><option value="4006">4006 个账不足</option><option value="4009">4009 拒绝退款</option><option value="5000">5000 系统忙</option><option value="SPLIT">金额拆分不平</option></select></label>
                <label>次数<input name="times" type="number" min="1" value="1" /></label><button class="plain">下一次调用这样应答</button>
              </form>
              ${table('insurance-orders', '医保结算')}`)}
          ${card(
            'HIS 出诊',
            '停诊、抢空号源',
            html`<form id="schedule-filter" class="row"><label>日期<input name="day" type="date" /></label><label>医生或门诊<input name="name" value="陈立群" /></label><button class="plain">查询</button></form>
              ${table('schedules', '出诊')}
              ${table('slots', '号源')}`,
          )}
          ${card('HIS 预约', '最近 200 条', html`${table('appointments', '预约')}`)}
          ${card('HIS 药房窗口', '缴费后备药，发药后患者的时间轴出现“取药”', html`${table('pharmacy', '药房窗口')}`)}
          ${card('重置', '清空订单、预约、短信，密钥保留', html`<p class="row"><button id="reset" class="danger">重置沙箱</button></p>`)}
        </main>
        <p id="toast" role="status" aria-live="polite"></p>
        <script>${new Markup(script)}</script>
      </body>
    </html>`.text
}
