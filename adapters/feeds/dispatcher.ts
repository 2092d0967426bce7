import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { type AddressPolicy, createConnector, type Dial, judgeBehindProxy, type Resolve } from './guard.ts';

/** How requests leave: by a connection that the guard judges, or through the proxy of the configuration. */
export interface Way {
  readonly dispatcher: Dispatcher;
  /**
   * To be called before each request, each hop included. The connection itself is judged where it is made; behind a proxy,
   * which connects by itself, the name is judged here. Throws RefusedAddress.
   */
  judge(url: URL): Promise<void>;
}

/** Opens the way. */
export function createWay(policy: AddressPolicy, options: Agent.Options, resolve?: Resolve, dial?: Dial): Way {
  const connect = createConnector(policy, resolve, dial);
  const { proxy } = policy;
  if (proxy === undefined) return { dispatcher: new Agent({ ...options, connect }), judge: async () => {} };
  // Hosts that the proxy is not for are connected to from here, and judged as ever.
  const dispatcher = new EnvHttpProxyAgent({
    ...options,
    connect,
    httpProxy: proxy.http ?? '',
    httpsProxy: proxy.https ?? '',
    noProxy: proxy.except,
  });
  return { dispatcher, judge: (url) => judgeBehindProxy(url, policy, resolve) };
}
