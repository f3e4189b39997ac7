import { Agent, type Dispatcher } from 'undici'

/** `REFUSED`: nobody is there. `LOST`: what was asked is done, and the answer never arrives. */
export type WireFault = 'REFUSED' | 'LOST'

/** For tests: a real way out that breaks, call by call, where `fault` says so of what is asked. */
export function breakableWire(fault: (call: { method: string; path: string; body: string }) => WireFault | undefined): Dispatcher {
  return new Agent({ connections: 64 }).compose((dispatch) => (options, handler) => {
    switch (fault({ method: options.method, path: options.path, body: String(options.body ?? '') })) {
      case undefined:
        return dispatch(options, handler)
      case 'REFUSED':
        queueMicrotask(() => handler.onResponseError?.(nobody, broken('ECONNREFUSED')))
        return true
      case 'LOST':
        return dispatch(options, {
          onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
          onResponseStart() {},
          onResponseData() {},
          onResponseEnd: (controller) => handler.onResponseError?.(controller, broken('UND_ERR_SOCKET')),
          onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
        })
    }
  })
}

const nobody: Dispatcher.DispatchController = { aborted: false, paused: false, reason: null, rawHeaders: null, rawTrailers: null, abort() {}, pause() {}, resume() {} }

const broken = (code: string) => Object.assign(new Error('The wire is broken'), { code })
