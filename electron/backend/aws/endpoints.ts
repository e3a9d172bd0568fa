import type { OwnProfile } from '../../contract/profiles.ts';
import type { Host } from '../host.ts';
import type { Section, SharedConfig } from './shared-config.ts';

/** The services that Spillway calls. */
export type Service = keyof OwnProfile['services'];

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

/** The endpoint that the environment sets for a service: AWS_ENDPOINT_URL_SQS before AWS_ENDPOINT_URL. */
export function environmentEndpoint(env: Host['env'], service: Service): string | undefined {
  return env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env.AWS_ENDPOINT_URL || undefined;
}

/** The endpoint that a profile of Spillway's own sets for a service. */
export function ownEndpoint(own: OwnProfile, service: Service): string | undefined {
  return own.services[service] ?? own.endpoint ?? undefined;
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
