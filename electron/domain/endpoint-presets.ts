/** A kind of server that answers as SQS and SNS do, as far as its own documentation says where it listens. */
export interface EndpointPreset {
  /** Names its line in the locales: what such a server is known to lack. */
  key: 'localstack' | 'ministack' | 'moto' | 'elasticmq' | 'fauxqs' | 'goaws' | 'custom';
  /** As its makers write it; empty for a server of the user's own choice. */
  name: string;
  /** Where it listens unless told otherwise; empty for a server of the user's own choice. */
  endpoint: string;
  region: string;
  /** Keys that it takes; none of these servers checks signatures. */
  accessKeyId: string;
  secretAccessKey: string;
}

const keys = { region: 'us-east-1', accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * Servers to choose from when a profile with an endpoint of its own is made, the one for any other server last. Sources
 * of the ports: the quick starts of docs.localstack.cloud, ministack.org, docs.getmoto.org (server mode),
 * github.com/softwaremill/elasticmq, fauxqs on npm, github.com/Admiral-Piett/goaws.
 */
export const endpointPresets: readonly EndpointPreset[] = [
  { key: 'localstack', name: 'LocalStack', endpoint: 'http://localhost:4566', ...keys },
  { key: 'ministack', name: 'MiniStack', endpoint: 'http://localhost:4566', ...keys },
  { key: 'moto', name: 'moto server', endpoint: 'http://localhost:5000', ...keys },
  { key: 'elasticmq', name: 'ElasticMQ', endpoint: 'http://localhost:9324', ...keys },
  { key: 'fauxqs', name: 'fauxqs', endpoint: 'http://localhost:4566', ...keys },
  { key: 'goaws', name: 'GoAws', endpoint: 'http://localhost:4100', ...keys },
  { key: 'custom', name: '', endpoint: '', ...keys },
];

/** The preset of a key. */
export function presetOf(key: EndpointPreset['key']): EndpointPreset {
  const found = endpointPresets.find((preset) => preset.key === key);
  if (!found) throw new RangeError(`No preset ${key}`);
  return found;
}
