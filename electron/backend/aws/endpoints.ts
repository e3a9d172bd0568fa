import type { Section, SharedConfig } from './shared-config.ts';

/** The services that Spillway calls. */
export type Service = 'sqs' | 'sns' | 'sts' | 'cloudwatch';

/**
 * The endpoint that a profile sets for a service; undefined for AWS's own. The SDK reads `endpoint_url` only from the
 * profile in AWS_PROFILE, and then for every client, so it is read here and given to each client.
 * Order: the `services` section, then the profile's `endpoint_url`.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function configuredEndpoint(
  config: SharedConfig,
  section: Section,
  service: Service,
): string | undefined {
  if (section.ignore_configured_endpoint_urls?.toLowerCase() === 'true') return undefined;
  const own = section.services
    ? config.services.get(section.services)?.[`${service}.endpoint_url`]
    : undefined;
  return own || section.endpoint_url || undefined;
}

/** Whether an endpoint is on this machine. */
export function isLoopback(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { hostname } = new URL(endpoint);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\./.test(hostname)
  );
}
