import type { Capability } from '../../../electron/contract/index.ts';

/** What an endpoint offers of one service. */
export interface ServiceOffer {
  service: Capability['service'];
  offered: string[];
  /** With the endpoint's own words. */
  lacking: Capability[];
  unknown: Capability[];
}

/** Capabilities by service, in the order in which they came. */
export function toOffers(capabilities: readonly Capability[]): ServiceOffer[] {
  const offers = new Map<string, ServiceOffer>();
  for (const each of capabilities) {
    const { service, action, state } = each;
    const offer = offers.get(service) ?? { service, offered: [], lacking: [], unknown: [] };
    offers.set(service, offer);
    if (state === 'offered') offer.offered.push(action);
    else offer[state].push(each);
  }
  return [...offers.values()];
}
